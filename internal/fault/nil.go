package fault

import "reflect"

// IsNil reports whether a host's value is nil, or an interface around an unusable nil. A nil map or slice is as good as
// an empty one.
func IsNil(v any) bool {
	if v == nil {
		return true
	}
	switch v := reflect.ValueOf(v); v.Kind() {
	case reflect.Pointer, reflect.Func, reflect.Chan:
		return v.IsNil()
	}
	return false
}
