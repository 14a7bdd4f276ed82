package conformance

import (
	"reflect"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A record has a field of every row's type. A host's own type would have some of them. GORM must be told the
// column of a struct or a number.
type record struct {
	ID           int                 `json:"-" bson:"-" xml:"-" csv:"-"`
	Kind         bsc.Kind            `json:"kind,omitempty" xml:"kind,attr" csv:"kind" query:"kind"`
	Direction    bsc.Direction       `json:"direction,omitempty" xml:"direction,attr" csv:"direction" query:"direction"`
	Timing       bsc.Timing          `json:"timing,omitempty" xml:"timing,attr" csv:"timing" query:"timing"`
	Frequency    period.Frequency    `json:"frequency,omitempty" xml:"frequency,attr" csv:"frequency" query:"frequency"`
	Rollup       bsc.Rollup          `json:"rollup,omitempty" xml:"rollup,attr" csv:"rollup" query:"rollup"`
	Basis        bsc.Basis           `json:"basis,omitempty" xml:"basis,attr" csv:"basis" query:"basis"`
	Missing      bsc.MissingRule     `json:"missing,omitempty" xml:"missing,attr" csv:"missing" query:"missing"`
	Rounding     bsc.RoundingMode    `json:"rounding,omitempty" xml:"rounding,attr" csv:"rounding" query:"rounding"`
	Assessments  bsc.AssessmentRule  `json:"assessments,omitempty" xml:"assessments,attr" csv:"assessments" query:"assessments"`
	Link         bsc.LinkKind        `json:"link,omitempty" xml:"link,attr" csv:"link" query:"link"`
	Strength     bsc.Strength        `json:"strength,omitempty" xml:"strength,attr" csv:"strength" query:"strength"`
	State        bsc.State           `json:"state,omitempty" xml:"state,attr" csv:"state" query:"state"`
	Phasing      bsc.Phasing         `json:"phasing,omitempty" xml:"phasing,attr" csv:"phasing" query:"phasing"`
	Comparison   bsc.Comparison      `json:"comparison,omitempty" xml:"comparison,attr" csv:"comparison" query:"comparison"`
	Naming       period.YearNaming   `json:"naming,omitempty" xml:"naming,attr" csv:"naming" query:"naming"`
	Weeks        period.WeekPattern  `json:"weeks,omitempty" xml:"weeks,attr" csv:"weeks" query:"weeks"`
	Weekday      period.Weekday      `json:"weekday,omitempty" xml:"weekday,attr" csv:"weekday" query:"weekday"`
	Contribution cascade.Mode        `json:"contribution,omitempty" xml:"contribution,attr" csv:"contribution" query:"contribution"`
	Contributors bsc.ContributorRule `json:"contributors,omitempty" xml:"contributors,attr" csv:"contributors" query:"contributors"`
	Origin       bsc.TargetOrigin    `json:"origin,omitempty" xml:"origin,attr" csv:"origin" query:"origin"`
	Rating       bsc.Rating          `json:"rating,omitempty" xml:"rating,attr" csv:"rating" query:"rating"`
	Number       bsc.Number          `json:"number,omitempty" xml:"number,attr" csv:"number" query:"number" gorm:"type:numeric"`
	Score        bsc.Score           `json:"score,omitzero" xml:"score,attr" csv:"score" query:"score" gorm:"type:numeric"`
	Period       period.Period       `json:"period,omitzero" xml:"period,attr" csv:"period" query:"period" gorm:"type:text"`
	Ref          bsc.Ref             `json:"ref,omitzero" xml:"ref,attr" csv:"ref" query:"ref" gorm:"type:text"`
}

// records returns records in which every value of every row occurs once, and the zero record.
func records(t *testing.T) []record {
	t.Helper()
	byType, most := map[reflect.Type]row{}, 0
	for _, r := range rows() {
		byType[r.typ] = r
		most = max(most, len(r.good))
	}
	require.Equal(t, len(byType)+1, reflect.TypeFor[record]().NumField(), "a record has a field of every type")
	all := make([]record, most+1)
	for i := range most {
		v := reflect.ValueOf(&all[i]).Elem()
		for f := 1; f < v.NumField(); f++ {
			r, ok := byType[v.Field(f).Type()]
			require.True(t, ok, "%s", v.Type().Field(f).Name)
			v.Field(f).Set(reflect.ValueOf(r.good[i%len(r.good)]))
		}
	}
	return all
}

// sameRecord compares two records, field by field.
func sameRecord(t *testing.T, want, got record, asText bool) {
	t.Helper()
	w, g := reflect.ValueOf(want), reflect.ValueOf(got)
	for f := 1; f < w.NumField(); f++ {
		same(t, w.Field(f).Interface(), g.Field(f).Interface(), asText)
	}
}

// full returns a record without a zero field, as the target of reading others.
func full(t *testing.T) record {
	t.Helper()
	return records(t)[0]
}

func TestRecord_zero(t *testing.T) {
	all := records(t)
	assert.Equal(t, record{}, all[len(all)-1])
	v := reflect.ValueOf(full(t))
	for f := 1; f < v.NumField(); f++ {
		assert.False(t, v.Field(f).IsZero(), v.Type().Field(f).Name)
	}
}
