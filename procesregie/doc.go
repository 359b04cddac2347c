// Package procesregie holds the rules of procesregie in Dutch youth care and
// social teams: checklists, levels, terms, reminders and who may see what.
//
// Everything here is a pure function over plain values. Nothing reads a clock,
// a file or a database; a moment is always an argument. Every outcome and every
// term names the numbered rule it rests on (see [FindRule]), with its owner and
// document, so that each answer can be asked "waarom?".
package procesregie
