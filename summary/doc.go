// Package summary turns the history of a young person into text: facts with ids, and
// sentences that name the facts and the trajectories they rest on (TR-3).
//
// [Feiten] is all that may be said. [Plain] says it in plain Dutch (B1), without a language
// model. [Model] has a language model say it: it gets the facts with placeholders for who
// helps and nothing of who it is about ([Model.Verzoek]), and of what it answers only
// stands what a [Toetser] finds to be true. What it leaves unsaid is said in plain
// sentences, and without an answer that can be used all of it is.
//
// But for the call of [Model.Samenvatting] everything is a pure function; the day is an
// argument.
package summary
