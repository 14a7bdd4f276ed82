-- The tables of the ERP that the board pack reads, in SQL that SQLite and PostgreSQL share. Decimals are text: SQLite's
-- NUMERIC is floating point. They are temporary, so that the example leaves nothing behind.

create temporary table entity (
	place integer primary key,
	id text unique, name text, parent text, currency text,
	share text,          -- of the group in it: 0.60
	year_start integer,  -- the first month of its financial year
	weeks text           -- the pattern of a retail year: 4-4-5
);

-- What the group adds up, and the rate that converts money: the average of the month, or that at its end.
create temporary table consolidated (ref text primary key, rate text);

-- Which month of the group a period of an entity is reported in, where it does not close by the month.
create temporary table calendar (
	unit text, period text, month text, first_day text, last_day text, primary key (unit, period)
);

-- Every figure that was ever recorded. A correction is a new row.
create temporary table ledger (
	version text,        -- actual, budget or forecast
	unit text,
	ref text,            -- the KPI or series: kpi:revenue
	period text,         -- of the entity's own calendar
	value text,          -- money in cents, rates of exchange to four places
	state text,
	recorded_at text,    -- RFC 3339, in UTC
	author text,
	note text,
	primary key (version, unit, ref, period, recorded_at)
);

-- All figures, by the months of the group; those of an entity that does not close by the month by its own periods, too.
create temporary view figure as
select l.version, l.unit, l.ref, coalesce(c.month, l.period) as period, l.value, l.state, l.recorded_at, l.author, l.note
from ledger l left join calendar c on c.unit = l.unit and c.period = l.period
union all
select l.version, l.unit, l.ref, l.period, l.value, l.state, l.recorded_at, l.author, l.note
from ledger l join calendar c on c.unit = l.unit and c.period = l.period;

-- The group's chart, with what each entity brings to its parent: its share of every figure, and of money in the parent's
-- currency.
create temporary view contribution as
select e.*, c.ref, r.rates, case when r.rates is null then '' else p.id end as rates_of
from entity e
left join entity p on p.id = e.parent
left join consolidated c on p.id is not null
left join (
	select id, rate, 'series:' || lower(currency) || '-' || rate as rates from entity cross join consolidated where rate <> '' group by id, rate, currency
) r on r.id = e.id and r.rate = c.rate and e.currency <> p.currency;
