package store

import (
	"database/sql"
	"strconv"

	"github.com/regiebot/regiebot/procesregie"
)

// casusRow is a casus as it is stored. What is sealed rules; the columns are there to
// find it by. They are read as text, so that one that holds something strange spoils no
// row but its own.
type casusRow struct {
	zaak, zaaknummer, team, regisseur, duo, niveau, open, startRegie, versie string
	data                                                                     string // sealed
}

const selectCasussen = "SELECT zaak, zaaknummer, team, regisseur, duo, niveau, open, start_regie, versie, data FROM casussen"

func scanCasus(rows *sql.Rows) (r casusRow, err error) {
	err = rows.Scan(&r.zaak, &r.zaaknummer, &r.team, &r.regisseur, &r.duo, &r.niveau, &r.open, &r.startRegie, &r.versie, &r.data)
	return r, err
}

// sealedCasus is what is sealed of a casus. A casus of before it was sealed has no
// version in it until it is saved again.
type sealedCasus struct {
	procesregie.Casus
	Versie int `json:"versie"`
}

// casus opens a row. Every error is ErrUnreadable.
func (tx *Tx) casus(r casusRow) (procesregie.Casus, error) {
	var c sealedCasus
	data, err := tx.open(casusData, r.zaak, r.data, r.zaaknummer)
	if err == nil && (decode("casussen", data, &c) != nil || !r.fits(c)) {
		err = &unreadableRow{"casussen", r.zaaknummer, errForm}
	}
	if err != nil {
		return procesregie.Casus{}, err
	}
	c.Casus.Versie, _ = strconv.Atoi(r.versie) // fits has looked at it
	return c.Casus, nil
}

// fits reports whether the columns say what is sealed.
func (r casusRow) fits(c sealedCasus) bool {
	versie, err := strconv.Atoi(r.versie)
	if err != nil || c.Versie != 0 && c.Versie != versie {
		return false
	}
	return r == casusRow{
		r.zaak, c.Zaaknummer, c.Team, c.Regisseur, c.Duo, string(c.Niveau()), strconv.FormatInt(flag(c.IsOpen()), 10),
		c.StartRegie.String(), r.versie, r.data,
	}
}
