-- $1 the version, $2 the KPI or series, $3 and $4 the first and the last month, $5 the moment.
-- Cents × hundredths of a share × ten-thousandths of a rate, in whole numbers.
with known as (
	select unit, ref, period, cast(replace(value, '.', '') as bigint) as amount,
		row_number() over (partition by unit, ref, period order by recorded_at desc) as age
	from figure
	where version = $1 and period between $3 and $4 and recorded_at <= $5
)
select coalesce(cast(sum(figure.amount * cast(replace(entity.share, '.', '') as bigint) * coalesce(rate.amount, 10000)) as text), '0')
from known figure
join entity on entity.id = figure.unit
left join known rate on rate.unit = 'group' and rate.age = 1 and rate.period = figure.period
	and rate.ref = 'series:' || lower(entity.currency) || '-average'
where figure.ref = $2 and figure.age = 1
