// Package summary turns the history of a young person into text: facts with ids, and
// sentences that name the facts and the trajectories they rest on (TR-3).
//
// [Feiten] is all that may be said. [Plain] says it in plain Dutch (B1), without a language
// model. Everything is a pure function; the day is an argument.
package summary
