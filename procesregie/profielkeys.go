package procesregie

import (
	"reflect"
	"strings"
)

// profielKeys returns every dotted key of a profile that holds a value, as it stands
// in a file. Of what is given per level there is one key for each level too.
func profielKeys() map[string]bool {
	keys := map[string]bool{}
	addKeys(keys, "", reflect.TypeFor[Profiel]())
	return keys
}

func addKeys(keys map[string]bool, prefix string, t reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		key := prefix + strings.Split(f.Tag.Get("yaml"), ",")[0]
		if f.Type.Kind() == reflect.Struct {
			addKeys(keys, key+".", f.Type)
			continue
		}
		keys[key] = true
		if f.Type.Kind() == reflect.Map {
			for _, n := range allNiveaus {
				keys[key+"."+string(n)] = true
			}
		}
	}
}
