-- The tables of a small company's appraisals of 2026, and what they hold. Decimals are text: SQLite's NUMERIC is floating
-- point. A correction is a new row with a later recorded_at; nothing is changed or deleted.

create table person (
	id text primary key, name text, manager text references person, job text, grade text,
	since text, until text -- the first and the last month of the year that they are there for; null: all of it
);

-- The goals of a job: what its people are measured by.
create table goal (
	job text, objective text, id text, name text, unit text, direction text, frequency text, rollup text,
	primary key (job, id)
);

-- What was agreed with each person: a weight and, for every month or quarter, a target.
create table agreed (person text, goal text, weight text, target text, primary key (person, goal));

-- What came of it: a number, or yes and no, or that a month does not apply.
create table actual (
	person text, goal text, period text, value text, label text, state text, note text, recorded_at datetime,
	primary key (person, goal, period, recorded_at)
);

-- What people say: a score from 1 to 5, or a rating, of a node such as kpi:teamwork or of the whole.
create table assessment (
	person text, node text, period text, role text, score text, rating text, author text, reason text, recorded_at datetime,
	primary key (person, node, period, role, recorded_at)
);

insert into person values
	('ines', 'Inês Duarte', null, 'lead', '5', null, null),
	('max', 'Max Weber', 'ines', 'lead', '4', null, null),
	('ana', 'Ana Silva', 'max', 'sales', '3', null, null),
	('ben', 'Ben Okafor', 'max', 'sales', '3', null, null),
	('cleo', 'Cleo Martin', 'max', 'sales', '2', null, null),
	('dan', 'Dan Novak', 'max', 'sales', '1', '2026-05', null),
	('eva', 'Eva Lind', 'max', 'sales', '2', null, '2026-09'),
	('finn', 'Finn Keane', 'max', 'support', '2', null, null),
	('gus', 'Gus Moreau', 'ines', 'support', '2', null, null),
	('hana', 'Hana Sato', 'ines', 'support', '3', null, null);

insert into goal values
	('sales', 'results', 'revenue', 'Revenue', 'k€', 'higher', 'month', 'sum'),
	('sales', 'results', 'customers', 'New customers', '', 'higher', 'month', 'sum'),
	('sales', 'results', 'discount', 'Discount given', '%', 'lower', 'quarter', 'mean_of_periods'),
	('sales', 'milestones', 'certified', 'Product certificate held', '', 'higher', 'quarter', 'last'),
	('support', 'results', 'solved', 'Cases solved', '', 'higher', 'month', 'sum'),
	('support', 'results', 'reply', 'Hours to first reply', 'h', 'lower', 'month', 'mean_of_periods'),
	('support', 'results', 'satisfied', 'Satisfied customers', '%', 'higher', 'quarter', 'mean_of_periods'),
	('support', 'milestones', 'handbook', 'Handbook up to date', '', 'higher', 'quarter', 'last'),
	('lead', 'results', 'team-revenue', 'Revenue of the team', 'k€', 'higher', 'quarter', 'sum'),
	('lead', 'results', 'training', 'Days of training', 'd', 'higher', 'quarter', 'sum'),
	('lead', 'milestones', 'talks', 'All talks held in time', '', 'higher', 'quarter', 'last');

insert into agreed values
	('ines', 'team-revenue', '70', '1300'), ('ines', 'training', '30', '8'),
	('max', 'team-revenue', '60', '1000'), ('max', 'training', '40', '6'),
	('ana', 'revenue', '50', '80'), ('ana', 'customers', '30', '2'), ('ana', 'discount', '20', '8'),
	('ben', 'revenue', '60', '75'), ('ben', 'customers', '20', '2'), ('ben', 'discount', '20', '8'),
	('cleo', 'revenue', '50', '70'), ('cleo', 'customers', '30', '2'), ('cleo', 'discount', '20', '10'),
	('dan', 'revenue', '40', '50'), ('dan', 'customers', '40', '1'), ('dan', 'discount', '20', '10'),
	('eva', 'revenue', '50', '65'), ('eva', 'customers', '30', '2'), ('eva', 'discount', '20', '10'),
	('finn', 'solved', '40', '120'), ('finn', 'reply', '30', '4'), ('finn', 'satisfied', '30', '90'),
	('gus', 'solved', '50', '110'), ('gus', 'reply', '20', '4'), ('gus', 'satisfied', '30', '90'),
	('hana', 'solved', '30', '100'), ('hana', 'reply', '30', '3'), ('hana', 'satisfied', '40', '92');

-- Sheets with a cell for each month or quarter, which are spread into the tables. A cell of a talk is a score, with the
-- reason after a stroke.
create temporary table sheet (person text, goal text, cells text);
insert into sheet values
	('ana', 'revenue', '["78","80","82","84","86","88","90","92","94","96","98","100"]'),
	('ana', 'customers', '["2","1","3","2","2","3","2","2","3","2","3","3"]'),
	('ana', 'discount', '["8.8","8.4","8","7.6"]'),
	('ana', 'certified', '["no","no","yes","yes"]'),
	('ben', 'revenue', '["76","74","75","77","73","75","76","78","74","75","89","76"]'),
	('ben', 'customers', '["2","2","2","2","2","2","2","2","2","2","2","2"]'),
	('ben', 'discount', '["8","8.2","8.1","8.1"]'),
	('ben', 'certified', '["yes","yes","yes","yes"]'),
	('cleo', 'revenue', '["72","71","73","70","76",null,"64","75","77","78","74","80"]'),
	('cleo', 'customers', '["2","2","2","3","2",null,"1","2","2","3","2","2"]'),
	('cleo', 'discount', '["9.5","9","10","9.5"]'),
	('cleo', 'certified', '["yes","yes","yes","yes"]'),
	('dan', 'revenue', '[null,null,null,null,"30","38","46","50","54","55","58","61"]'),
	('dan', 'customers', '[null,null,null,null,"0","1","1","1","1","2","1","2"]'),
	('dan', 'discount', '[null,"12","10","9"]'),
	('dan', 'certified', '[null,"no","no","yes"]'),
	('eva', 'revenue', '["66","64","68","65","67","63","60","58","61",null,null,null]'),
	('eva', 'customers', '["2","2","3","2","2","2","1","1","2",null,null,null]'),
	('eva', 'discount', '["10","10","10.6",null]'),
	('eva', 'certified', '["yes","yes","yes",null]'),
	('finn', 'solved', '["126","124","122","118","116","112","108","104","102","98","96","92"]'),
	('finn', 'reply', '["3.8","3.9","4","4.2","4.3","4.4","4.6","4.8","4.9","5","5.2","5.4"]'),
	('finn', 'satisfied', '["91","88","84","80"]'),
	('finn', 'handbook', '["yes","yes","no","no"]'),
	('gus', 'solved', '["112","108","110","115","111","109","114","113","110","116","112","110"]'),
	('gus', 'reply', '["4","3.8","4.1","3.9","4","3.7","3.9","4","3.8","3.6","3.9","3.7"]'),
	('gus', 'satisfied', '["90","91","92","92"]'),
	('gus', 'handbook', '["yes","yes","yes","yes"]'),
	('hana', 'solved', '["118","120","122","121","119","123","124","120","122","125","121","126"]'),
	('hana', 'reply', '["2.6","2.5","2.4","2.5","2.4","2.4","2.3","2.4","2.2","2.3","2.2","2.1"]'),
	('hana', 'satisfied', '["96","97","97","98"]'),
	('hana', 'handbook', '["yes","yes","yes","yes"]'),
	('max', 'team-revenue', '["1010","1030","1020","1060"]'),
	('max', 'training', '["6","5","7","6"]'),
	('max', 'talks', '["yes","yes","yes","yes"]'),
	('ines', 'team-revenue', '["1310","1340","1350","1400"]'),
	('ines', 'training', '["8","7","9","8"]'),
	('ines', 'talks', '["yes","no","yes","yes"]');

-- A figure becomes known on the fifth of the next month.
insert into actual
select s.person, s.goal, f.period, iif(f.label, null, f.cell), iif(f.label, f.cell, null), 'final', '',
	datetime(f.first, iif(f.frequency = 'month', '+1 month', '+3 months'), '+4 days', '+9 hours')
from sheet s join person p on p.id = s.person join (
	select s.rowid as sheet, g.job, g.id, g.frequency, g.objective = 'milestones' as label, c.value as cell,
		iif(g.frequency = 'month', format('2026-%02d', c.key + 1), format('2026-Q%d', c.key + 1)) as period,
		format('2026-%02d-01', iif(g.frequency = 'month', c.key + 1, 3 * c.key + 1)) as first
	from sheet s join goal g on g.id = s.goal, json_each(s.cells) c
) f on f.sheet = s.rowid and f.job = p.job
where f.cell is not null;

-- A month of leave: nothing that is measured by the month applies.
create table leave (person text, month text, recorded_at datetime, primary key (person, month));
insert into leave values ('cleo', '2026-06', '2026-06-02 09:00:00');
insert into actual
select l.person, g.id, l.month, null, null, 'not_applicable', 'on leave', l.recorded_at
from leave l join person p on p.id = l.person join goal g on g.job = p.job where g.frequency = 'month';

-- An order of November was booked twice: found after the talk, and corrected.
insert into actual values ('ben', 'revenue', '2026-11', '74', null, 'final', 'Controlling: an order was booked twice', '2027-02-03 10:00:00');

create temporary table talk (person text, node text, role text, author text, cells text);
insert into talk values
	('ana', 'kpi:teamwork', 'self', 'Ana Silva', '["3","4","4","4.5"]'),
	('ana', 'kpi:teamwork', 'manager', 'Max Weber', '["3","3.5","4","4.5|Took on the training of Dan beside her own goals."]'),
	('ana', 'kpi:reliability', 'self', 'Ana Silva', '["3","3","4","4"]'),
	('ana', 'kpi:reliability', 'manager', 'Max Weber', '["3","3","3.5","4"]'),
	('ben', 'kpi:teamwork', 'self', 'Ben Okafor', '["4","4","4","4|I have helped wherever I was asked."]'),
	('ben', 'kpi:teamwork', 'manager', 'Max Weber', '["3.5","4","3","3"]'),
	('ben', 'kpi:teamwork', 'calibration', 'Panel', '[null,"3|Not more than what the others did for the fair.",null,null]'),
	('ben', 'kpi:reliability', 'self', 'Ben Okafor', '["3","3","3","4"]'),
	('ben', 'kpi:reliability', 'manager', 'Max Weber', '["3","3","3","3.5|Every offer out within a day."]'),
	('cleo', 'kpi:teamwork', 'self', 'Cleo Martin', '["3","3","3","3"]'),
	('cleo', 'kpi:teamwork', 'manager', 'Max Weber', '["3","3","3.5","3.5"]'),
	('cleo', 'kpi:reliability', 'self', 'Cleo Martin', '["4","4","3","4"]'),
	('cleo', 'kpi:reliability', 'manager', 'Max Weber', '["3.5","3.5","3","4"]'),
	('dan', 'kpi:teamwork', 'self', 'Dan Novak', '[null,"3","3","4"]'),
	('dan', 'kpi:teamwork', 'manager', 'Max Weber', '[null,"3","3","3.5"]'),
	('dan', 'kpi:reliability', 'self', 'Dan Novak', '[null,"3","3","3"]'),
	('dan', 'kpi:reliability', 'manager', 'Max Weber', '[null,"2|Learning: reports came late.","3","3"]'),
	('eva', 'kpi:teamwork', 'self', 'Eva Lind', '["3","3","3",null]'),
	('eva', 'kpi:teamwork', 'manager', 'Max Weber', '["3","3","2.5",null]'),
	('eva', 'kpi:reliability', 'self', 'Eva Lind', '["3","3","3",null]'),
	('eva', 'kpi:reliability', 'manager', 'Max Weber', '["3","3","3|A careful handover.",null]'),
	('finn', 'kpi:teamwork', 'self', 'Finn Keane', '["4","4","4","4"]'),
	('finn', 'kpi:teamwork', 'manager', 'Max Weber', '["3","3","2.5","2"]'),
	('finn', 'kpi:reliability', 'self', 'Finn Keane', '["4","4","3","3|Three of us left; I could not do more."]'),
	('finn', 'kpi:reliability', 'manager', 'Max Weber', '["3.5","2.5","2","2"]'),
	('finn', 'kpi:reliability', 'calibration', 'Panel', '[null,null,null,"2.5|The team was short of two people."]'),
	('gus', 'kpi:teamwork', 'self', 'Gus Moreau', '["3","3","3","3"]'),
	('gus', 'kpi:teamwork', 'manager', 'Inês Duarte', '["3","3","3",null]'),
	('gus', 'kpi:reliability', 'self', 'Gus Moreau', '["3","3","3","3"]'),
	('gus', 'kpi:reliability', 'manager', 'Inês Duarte', '["3","3","3.5","3"]'),
	('hana', 'kpi:teamwork', 'self', 'Hana Sato', '["4","4","4","4"]'),
	('hana', 'kpi:teamwork', 'manager', 'Inês Duarte', '["4","4.5","4.5","5"]'),
	('hana', 'kpi:reliability', 'self', 'Hana Sato', '["4","4","4","4"]'),
	('hana', 'kpi:reliability', 'manager', 'Inês Duarte', '["4.5","4.5","5","5"]'),
	('max', 'kpi:teamwork', 'self', 'Max Weber', '["3","3","3","3"]'),
	('max', 'kpi:teamwork', 'manager', 'Inês Duarte', '["3","3","3.5","3.5"]'),
	('max', 'kpi:reliability', 'self', 'Max Weber', '["4","4","4","4"]'),
	('max', 'kpi:reliability', 'manager', 'Inês Duarte', '["4","4","4","4"]'),
	('ines', 'kpi:teamwork', 'self', 'Inês Duarte', '["4","4","4","4"]'),
	('ines', 'kpi:teamwork', 'manager', 'The owners', '["4","4","4","4"]'),
	('ines', 'kpi:reliability', 'self', 'Inês Duarte', '["4","4","4","4"]'),
	('ines', 'kpi:reliability', 'manager', 'The owners', '["4","4","4","4"]');

-- People speak on the 10th after a quarter, their managers on the 12th, and the panel on the 16th.
insert into assessment
select t.person, t.node, format('2026-Q%d', c.key + 1), t.role,
	iif(instr(c.value, '|'), substr(c.value, 1, instr(c.value, '|') - 1), c.value), null, t.author,
	iif(instr(c.value, '|'), substr(c.value, instr(c.value, '|') + 1), ''),
	datetime(format('2026-%02d-10 09:00:00', 3 * c.key + 1), '+3 months', iif(t.role = 'self', '+0 days', iif(t.role = 'manager', '+2 days', '+6 days')))
from talk t, json_each(t.cells) c where c.value is not null;

-- The panel on whole years, by a rating or a score.
insert into assessment values
	('ana', 'scorecard:appraisal', '2026', 'calibration', null, 'outstanding', 'Panel', 'Her goals, and half of Dan''s first year.', '2027-01-20 15:00:00'),
	('finn', 'scorecard:appraisal', '2026', 'calibration', '2', '', 'Panel', 'Beside the other support teams.', '2027-01-20 15:00:00');
