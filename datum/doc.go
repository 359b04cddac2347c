// Package datum reads the dates and moments that people type in Dutch.
//
// The grammar is small and strict. A text either fits one of the forms below and
// has one meaning today, or it is refused with a [*Problem]: what was understood,
// what to type instead, and the dates that could be meant. Nothing is guessed. A
// date that comes out is meant to be repeated to people with its weekday and year
// (procesregie.Date.Dutch). Deadlines in silence on a wrong day are worse than a
// question.
//
// Capitals, kinds of space, dashes, the full stop of an abbreviation and a space
// around marks do not matter. `op` may stand in front of a day. A weekday may
// stand in front of a written date and must then be right. Numbers up to twintig
// and the tens may be words. Texts over 100 characters and characters that cannot
// be seen are refused.
//
// "Ahead" below is today or later; for something that has happened
// ([Context.Past]) the mirror image holds: today or earlier, and last instead of
// next. Without Past no form gives a day before today, unless a year was typed:
// whether that is allowed is for the command to say.
//
//	typed                                     meaning
//	27-11-2026  27/11/2026  27.11.2026        that day; a year has four digits, 1990–2100
//	2026-11-27  27 november 2026  27-nov-2026 that day
//	27-11  27/11  27 nov  de 27e november     this year when ahead, else asked back with both years
//	27.11                                     asked back: a date or a time?
//	vr 27 november                            as without weekday; this year's weekday wrong: asked back. This
//	                                          year's has passed and only next year's is a Friday: next year's
//	27 november volgend jaar (dit, vorig)     that day
//	1 mei a.s. / 1 mei jl.                    the next after today / the last before today; today: asked back
//	de 27e  27e  vrijdag de 27e               this month when ahead; passed, or today: asked back
//	de 27e van deze/volgende/vorige maand     that day
//	vandaag morgen overmorgen gisteren …      that day
//	over 10 dagen / 6 weken / 3 maanden /     counted from today; months and years keep the day number,
//	  1 jaar / een half jaar / anderhalf jaar clamped to the end of the month (EV-4)
//	over 5 werkdagen  volgende werkdag        by the calendar; today is day 0 (SC-3)
//	over anderhalve maand, een halve week …   asked back with the possible days
//	morgen over twee weken                    counted from that day
//	2 weken geleden                           counted back from today
//	vrijdag                                   the first after today; on a Friday asked back; Past: always asked
//	                                          back. `zo` alone is asked back: it also means "in a moment"
//	aanstaande/komende/a.s. vrijdag           the first after today; on a Friday asked back
//	deze vrijdag                              Friday of this week when after today, else asked back
//	volgende vrijdag, vorige vrijdag          always asked back
//	afgelopen vrijdag, vrijdag jl.            the last before today; on a Friday asked back
//	volgende/deze/vorige week dinsdag         that day; weeks run from Monday to Sunday
//	komende week dinsdag                      the first Tuesday when that is in next week, else asked back
//	donderdag over twee weken                 Thursday of the week two weeks from now when that is also two
//	                                          weeks after the first Thursday, else asked back
//	week 20 (2027)                            its Monday (ISO); without a year: this year when ahead, else
//	                                          asked back
//	dinsdag (in) week 20, week 20 dinsdag     the same, on that day
//	eerste maandag van PERIODE                the day itself; asked back when it has passed in this month or
//	laatste werkdag van PERIODE               year; refused when there is none
//	derde donderdag, 1e werkdag, laatste dag
//	eind (van) PERIODE                        the last calendar day
//	begin, half, medio, midden PERIODE        asked back: no exact day
//	volgende week, deze maand, november       asked back: no day
//	6 weken, vrijdag 27, nu                   asked back: not complete
//	vanavond, morgenochtend, 27-11 14.30      refused as a date, with the day as reading; [ParseMoment]
//	                                          accepts a time with them
//
//	PERIODE is mei (this month or the first one ahead), mei 2027, mei volgend jaar, de/deze/volgende/
//	vorige maand, het/dit/volgend/vorig jaar, 2027.
//
// A moment is a day and a time in either order, a time alone (today), nu or 2 uur geleden. A time is 14:30,
// 14.30, 14u30, 9 uur or om 9 uur. A bare 14.10 is asked back: it looks like 14 October.
package datum
