package conformance

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/diff"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// openGORM returns a session in which everything is temporary: it is one transaction, which is rolled back.
func openGORM(t *testing.T) *gorm.DB {
	t.Helper()
	needPostgres(t)
	db, err := gorm.Open(postgres.Open(postgresURL(t)), &gorm.Config{Logger: logger.Discard})
	require.NoError(t, err)
	tx := db.Begin()
	require.NoError(t, tx.Error)
	t.Cleanup(func() {
		tx.Rollback()
		pool, err := db.DB()
		if err == nil {
			_ = pool.Close()
		}
	})
	return tx
}

func TestGORM_roundTrip(t *testing.T) {
	db := openGORM(t)
	require.NoError(t, db.AutoMigrate(new(record)))
	for _, want := range records(t) {
		require.NoError(t, db.Create(&want).Error)
		var got record
		require.NoError(t, db.First(&got, want.ID).Error)
		sameRecord(t, want, got, false)
	}
}

func TestGORM_conditions(t *testing.T) {
	db := openGORM(t)
	require.NoError(t, db.AutoMigrate(new(record)))
	want := full(t)
	want.Period, want.Ref, want.Direction, want.Score = period.Quarter(2026, 3), bsc.KPIRef("a"), bsc.DirectionCloser, score("87.5")
	require.NoError(t, db.Create(&want).Error)
	require.NoError(t, db.Create(new(record)).Error)
	for _, condition := range []*gorm.DB{
		db.Where(&record{Period: want.Period, Ref: want.Ref, Direction: want.Direction}),
		db.Where("score > ?", score("87.25")),
		db.Where("period in ?", []period.Period{period.Year(2025), want.Period}),
		db.Where(map[string]any{"ref": want.Ref, "direction": want.Direction}),
	} {
		var got []record
		require.NoError(t, condition.Find(&got).Error)
		require.Len(t, got, 1)
		sameRecord(t, want, got[0], false)
	}
	require.NoError(t, db.Model(&want).Updates(map[string]any{"period": period.Period{}, "score": bsc.Score{}}).Error)
	var n int64
	require.NoError(t, db.Model(new(record)).Where("period is null and score is null").Count(&n).Error)
	assert.Equal(t, int64(2), n)
}

func TestGORM_refused(t *testing.T) {
	db := openGORM(t)
	require.NoError(t, db.AutoMigrate(new(record)))
	for column, bad := range map[string]struct {
		text string
		code bsc.Code
	}{
		"direction": {"zzz", bsc.ErrValue}, "weekday": {"Monday", bsc.ErrValue}, "rating": {"two words", bsc.ErrValue}, "strength": {"2", bsc.ErrValue},
		"period": {"2026-13", bsc.ErrPeriod}, "number": {"NaN", bsc.ErrNumber}, "score": {"0.12345678901", bsc.ErrNumber},
	} {
		rec := record{}
		require.NoError(t, db.Create(&rec).Error)
		require.NoError(t, db.Exec("update records set "+column+" = ? where id = ?", bad.text, rec.ID).Error)
		assert.ErrorIs(t, db.First(new(record), rec.ID).Error, bad.code, column)
	}
}

// A row with a document, which GORM's own serializer writes as JSON.
type documentRow struct {
	ID     int
	Def    bsc.Definition `gorm:"type:jsonb;serializer:json"`
	Report report.Report  `gorm:"type:jsonb;serializer:json"`
	Best   *bsc.Score     `gorm:"type:numeric"`
}

func TestGORM_documents(t *testing.T) {
	db := openGORM(t)
	require.NoError(t, db.AutoMigrate(new(documentRow)))
	def, _, result := business(t)
	want := documentRow{Def: *def, Report: *report.Of(result)}
	require.NoError(t, db.Create(&want).Error)
	var got documentRow
	require.NoError(t, db.First(&got, want.ID).Error)
	assert.Empty(t, diff.Definitions(def, &got.Def))
	card, err := bsc.Compile(&got.Def, nil)
	require.NoError(t, err)
	assert.Equal(t, result.Fingerprint(), card.Fingerprint())
	// jsonb keeps keys in an order of its own, in which the arguments of phrases come back.
	assert.Equal(t, inAnyOrder(t, written(t, want.Report)), inAnyOrder(t, written(t, got.Report)))
	assert.Nil(t, got.Best)
}

// inAnyOrder decodes a document, with all digits.
func inAnyOrder(t *testing.T, document []byte) (v any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	require.NoError(t, d.Decode(&v))
	return v
}

// TestGORM_limit documents what GORM must be told: the column of a Period and of a Score. Without a tag it
// takes the type of their first field, a whole number, and the database refuses what does not fit.
func TestGORM_limit(t *testing.T) {
	type untagged struct {
		ID     int
		Period period.Period
		Score  bsc.Score
		Ref    bsc.Ref // of which the first field is text
	}
	db := openGORM(t)
	require.NoError(t, db.AutoMigrate(new(untagged)))
	columns, err := db.Migrator().ColumnTypes(new(untagged))
	require.NoError(t, err)
	types := map[string]string{}
	for _, c := range columns {
		types[c.Name()] = c.DatabaseTypeName()
	}
	assert.Equal(t, map[string]string{"id": "int8", "period": "int2", "score": "int8", "ref": "text"}, types)
	require.NoError(t, db.Create(&untagged{Ref: bsc.KPIRef("a"), Score: score("7")}).Error)
	assert.ErrorContains(t, db.Create(&untagged{Period: period.Quarter(2026, 3)}).Error, "invalid input syntax")
}
