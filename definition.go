package bsc

import (
	"iter"
	"reflect"
)

// Ways through a definition, for hosts that make one from another.

// KPIs yields every KPI, in order, to be read or changed: all of them by the year to date, or in another currency. Clone
// the definition first if others use it. A nil Definition has none.
func (d *Definition) KPIs() iter.Seq[*KPI] {
	return func(yield func(*KPI) bool) {
		if d == nil {
			return
		}
		for i := range d.Perspectives {
			objectives := d.Perspectives[i].Objectives
			for j := range objectives {
				for k := range objectives[j].KPIs {
					if !yield(&objectives[j].KPIs[k]) {
						return
					}
				}
			}
		}
	}
}

// Clone returns a copy that shares nothing with the definition: changing one does not change the other. That of nil is
// nil.
func (d *Definition) Clone() *Definition {
	if d == nil {
		return nil
	}
	copied := *d
	detach(reflect.ValueOf(&copied).Elem())
	return &copied
}

// detach gives a value its own slices, maps and pointers. It is as deep as the types of a definition. What has no
// exported fields, such as a period, holds nothing to share.
func detach(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				detach(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(own, v)
		v.Set(own)
		for i := range v.Len() {
			detach(v.Index(i))
		}
	case reflect.Map: // from text to text
		if v.IsNil() {
			return
		}
		own := reflect.MakeMapWithSize(v.Type(), v.Len())
		for key, member := range v.Seq2() {
			own.SetMapIndex(key, member)
		}
		v.Set(own)
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		own := reflect.New(v.Type().Elem())
		own.Elem().Set(v.Elem())
		v.Set(own)
		detach(own.Elem())
	}
}
