package datum

import "slices"

// forms is the whole grammar. The first form that fits decides, so that a text
// has one meaning; a test keeps the order from mattering.
var forms = slices.Concat(writtenForms, relativeForms, weekdayForms, weekForms, periodForms, vagueForms)

// writtenForms are days with a number and a month.
var writtenForms = []form{
	row("?op ?DAG ?, DD SEP DD SEP JAAR", dayMonthYear),
	row("?op ?DAG ?, JAAR SEP DD SEP DD", yearMonthDay),
	row("?op ?DAG ?, ?de DD|RANG ?van MAAND ?van JAAR", namedMonthYear),
	row("?op ?DAG ?, DD - MAAND - JAAR", namedMonthYear),
	row("?op ?DAG ?, DD -|/ DD", dayMonth),
	row("?op ?DAG ?, ?de DD|RANG ?van MAAND", namedMonth),
	row("?op ?DAG ?, DD - MAAND", namedMonth),
	row("?op ?DAG ?, ?de DD|RANG MAAND ?van dit|volgend|komend|vorig|afgelopen jaar", namedMonthOtherYear),
	row("?op ?DAG ?, ?de DD|RANG MAAND as|aanstaande|jl|jongstleden", namedMonthNearby),
	row("?op ?DAG ?, RANGCIJFER", dayOfMonth),
	row("?op ?DAG ?, de RANG", dayOfMonth),
	row("?op ?DAG ?, DD . DD", dateOrTime),
	row("?op ?DAG ?, DD SEP DD SEP MM", shortYear),
	row("?op ?DAG ?, ?de DD|RANG MAAND MM", shortYear),
	row("?op ?DAG ?, DD - MAAND - MM", shortYear),
}

// relativeForms count from today.
var relativeForms = []form{
	row("ALLEDAAGS", namedDay),
	row("over N EENHEID", inSome(+1)),
	row("over ?een half|halve EENHEID", inHalf(+1)),
	row("over ?een halfjaar", inMonths(+6)),
	row("over anderhalf|anderhalve EENHEID", inOneAndAHalf(+1)),
	row("ALLEDAAGS over N EENHEID", namedDayInSome),
	row("N EENHEID geleden", inSome(-1)),
	row("?een half|halve EENHEID geleden", inHalf(-1)),
	row("?een halfjaar geleden", inMonths(-6)),
	row("anderhalf|anderhalve EENHEID geleden", inOneAndAHalf(-1)),
	row("?de volgende|eerstvolgende|komende werkdag", nextWorkday),
}

// weekdayForms name a day of the week.
var weekdayForms = []form{
	row("?op DAG", weekdayAlone),
	row("?op ?de aanstaande|komende|eerstvolgende|as DAG", comingWeekday),
	row("?op DAG as|aanstaande", comingWeekday),
	row("?op deze DAG", thisWeekday),
	row("?op volgende DAG", nextWeekday),
	row("?op ?de afgelopen DAG", pastWeekday),
	row("?op DAG jl|jongstleden", pastWeekday),
	row("?op ?de vorige DAG", previousWeekday),
	row("deze week ?op DAG", weekdayOfWeek(0)),
	row("?op DAG deze week", weekdayOfWeek(0)),
	row("volgende week ?op DAG", weekdayOfWeek(+1)),
	row("?op DAG volgende week", weekdayOfWeek(+1)),
	row("vorige|afgelopen week ?op DAG", weekdayOfWeek(-1)),
	row("?op DAG vorige|afgelopen week", weekdayOfWeek(-1)),
	row("komende week ?op DAG", weekdayInComingWeek),
	row("?op DAG komende week", weekdayInComingWeek),
	row("?op DAG over N week|weken", weekdayInWeeks),
	row("over N week|weken ?op DAG", weekdayInWeeks),
}

// weekForms have the number of a week (ISO 8601: Monday first, week 1 has 4 January).
var weekForms = []form{
	row("?in week|wk|weeknummer N ?van|in|- JAAR", weekOfYear),
	row("?in week|wk|weeknummer N", weekAhead),
	row("?op DAG ?, ?in|van week|wk N ?van|in|- JAAR", weekOfYear),
	row("?op DAG ?, ?in|van week|wk N", weekAhead),
	row("?in week|wk N ?van|in|- JAAR ?, ?op DAG", weekOfYear),
	row("?in week|wk N ?, ?op DAG", weekAhead),
}

// periodForms point into a month or a year; [periods] reads PERIODE.
var periodForms = []form{
	row("?op ?de RANG|laatste DAG van|in PERIODE", nthWeekday),
	row("?op ?de RANG|laatste werkdag van|in PERIODE", nthWorkday),
	row("?op ?de RANG|laatste dag van|in PERIODE", nthDay),
	row("?op ?de RANG van de maand", dayOfMonth),
	row("?op ?de RANG van deze|volgende|komende|vorige|afgelopen maand", nthDayOfOtherMonth),
	row("?op ?de RANGCIJFER deze|volgende|komende|vorige|afgelopen maand", nthDayOfOtherMonth),
	row("deze|volgende|komende|vorige|afgelopen maand ?op ?de RANG", nthDayOfOtherMonth),
	row("?het eind|einde ?van PERIODE", endOfPeriod),
	row("?het begin ?van PERIODE", beginOfPeriod),
	row("half|medio|midden|halverwege ?van PERIODE", middleOfPeriod),
}

// vagueForms are understood, but are no day: they are asked back.
var vagueForms = []form{
	row("volgende|komende week", vagueWeek(+1)),
	row("deze week", vagueWeek(0)),
	row("vorige|afgelopen week", vagueWeek(-1)),
	row("begin|eind|einde|midden|halverwege ?van volgende|komende week", vagueWeek(+1)),
	row("begin|eind|einde|midden|halverwege ?van ?de|deze week", vagueWeek(0)),
	row("volgende|komende|deze|vorige|afgelopen maand", vagueWithoutDay),
	row("volgend|komend|dit|vorig|afgelopen jaar", vagueWithoutDay),
	row("MAAND", vagueWithoutDay),
	row("MAAND JAAR", vagueWithoutDay),
	row("N EENHEID", spanAlone),
	row("?op DAG ?, DD", weekdayAndNumber),
	row("nu|straks|zojuist", notADay),
}
