package exchange

import "github.com/regiebot/regiebot/procesregie"

// refuseContradictions groups the rows of all files by zaaknummer. Rows that do not
// contradict each other are one case; rows that do are all refused.
func (im *casusImport) refuseContradictions() {
	im.groups = inGroups(len(im.rows), func(i int) string { return procesregie.ZaakKey(im.rows[i].zaak) },
		func(before, i int32) { im.rows[before].next = i })
	d := dubbel{
		from: int(veldRegisseur), to: int(veldenCasus),
		next:  func(i int32) int32 { return im.rows[i].next },
		empty: func(i int32, v int) bool { return im.rows[i].values.isEmpty(veld(v)) },
		same:  func(i, j int32, v int) bool { return im.rows[i].values.same(veld(v), &im.rows[j].values) },
		told:  func(i int32, v int) string { return im.rows[i].values.told(veld(v)) },
		name:  func(v int) string { return im.schema.fields[v].name },
		where: im.elsewhere,
		refuse: func(i int32, where, what string) {
			im.refuse(&im.rows[i], veldZaaknummer, mistake{codeDuplicate, "this zaaknummer also stands in " + where + ", with another " + what + ": keep one"})
		},
	}
	for _, first := range im.groups {
		if im.rows[first].next >= 0 {
			d.look(first)
		}
	}
}

// elsewhere says where another row is, seen from row i.
func (im *casusImport) elsewhere(i, against int32) string {
	here, there, file := im.sheets[im.rows[i].sheet], im.sheets[im.rows[against].sheet], ""
	if here.file != there.file {
		file = im.report.Files[there.file].File
	}
	return placeOf(there.name, im.rows[against].number, file)
}
