-- The tables of the ERP that the board pack reads, and what they hold, in SQL that SQLite and PostgreSQL share. Decimals
-- are text: SQLite's NUMERIC is floating point. The tables are temporary, so that the example leaves nothing behind.

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
select e.*, c.ref,
	case when c.rate <> '' and e.currency <> p.currency then 'series:' || lower(e.currency) || '-' || c.rate end as rates,
	case when c.rate <> '' and e.currency <> p.currency then p.id else '' end as rates_of
from entity e left join entity p on p.id = e.parent left join consolidated c on p.id is not null;

insert into entity (place, id, name, parent, currency, share, year_start, weeks) values
	(1, 'group', 'Alder Group', '', 'EUR', '1.00', 1, ''),
	(2, 'works', 'Alder Works', 'group', 'EUR', '1.00', 4, ''),
	(3, 'stores', 'Alder Stores', 'group', 'EUR', '1.00', 1, '4-4-5'),
	(4, 'albion', 'Albion Ltd', 'group', 'GBP', '0.60', 1, '');

insert into consolidated (ref, rate) values
	('kpi:revenue', 'average'),
	('series:cost', 'average'),
	('kpi:operating-cost', 'average'),
	('kpi:order-backlog', 'closing'),
	('series:receivables', 'closing'),
	('series:order-lines', ''),
	('series:lines-on-time', ''),
	('series:headcount', ''),
	('series:leavers', ''),
	('series:training-hours', '');

insert into calendar (unit, period, month, first_day, last_day) values
	('stores', '2025-P01', '2025-01', '2024-12-29', '2025-01-25'),
	('stores', '2025-P02', '2025-02', '2025-01-26', '2025-02-22'),
	('stores', '2025-P03', '2025-03', '2025-02-23', '2025-03-29'),
	('stores', '2025-P04', '2025-04', '2025-03-30', '2025-04-26'),
	('stores', '2025-P05', '2025-05', '2025-04-27', '2025-05-24'),
	('stores', '2025-P06', '2025-06', '2025-05-25', '2025-06-28'),
	('stores', '2025-P07', '2025-07', '2025-06-29', '2025-07-26'),
	('stores', '2025-P08', '2025-08', '2025-07-27', '2025-08-23'),
	('stores', '2025-P09', '2025-09', '2025-08-24', '2025-09-27'),
	('stores', '2025-P10', '2025-10', '2025-09-28', '2025-10-25'),
	('stores', '2025-P11', '2025-11', '2025-10-26', '2025-11-22'),
	('stores', '2025-P12', '2025-12', '2025-11-23', '2026-01-03'),
	('stores', '2026-P01', '2026-01', '2026-01-04', '2026-01-31'),
	('stores', '2026-P02', '2026-02', '2026-02-01', '2026-02-28'),
	('stores', '2026-P03', '2026-03', '2026-03-01', '2026-04-04'),
	('stores', '2026-P04', '2026-04', '2026-04-05', '2026-05-02'),
	('stores', '2026-P05', '2026-05', '2026-05-03', '2026-05-30'),
	('stores', '2026-P06', '2026-06', '2026-05-31', '2026-07-04'),
	('stores', '2026-P07', '2026-07', '2026-07-05', '2026-08-01'),
	('stores', '2026-P08', '2026-08', '2026-08-02', '2026-08-29'),
	('stores', '2026-P09', '2026-09', '2026-08-30', '2026-10-03'),
	('stores', '2026-P10', '2026-10', '2026-10-04', '2026-10-31'),
	('stores', '2026-P11', '2026-11', '2026-11-01', '2026-11-28'),
	('stores', '2026-P12', '2026-12', '2026-11-29', '2027-01-02');

-- Sheets with a column a month, which are spread into the ledger.
create temporary table closing (period text, recorded_at text); -- when the actuals of a month were closed
insert into closing (period, recorded_at) values
	('2025-01', '2025-02-08T17:00:00Z'),
	('2025-02', '2025-03-08T17:00:00Z'),
	('2025-03', '2025-04-08T17:00:00Z'),
	('2025-04', '2025-05-08T17:00:00Z'),
	('2025-05', '2025-06-08T17:00:00Z'),
	('2025-06', '2025-07-08T17:00:00Z'),
	('2025-07', '2025-08-08T17:00:00Z'),
	('2025-08', '2025-09-08T17:00:00Z'),
	('2025-09', '2025-10-08T17:00:00Z'),
	('2025-10', '2025-11-08T17:00:00Z'),
	('2025-11', '2025-12-08T17:00:00Z'),
	('2025-12', '2026-01-08T17:00:00Z'),
	('2026-01', '2026-02-08T17:00:00Z'),
	('2026-02', '2026-03-08T17:00:00Z'),
	('2026-03', '2026-04-08T17:00:00Z'),
	('2026-04', '2026-05-08T17:00:00Z'),
	('2026-05', '2026-06-08T17:00:00Z'),
	('2026-06', '2026-07-08T17:00:00Z');

create temporary table sheet (version text, unit text, ref text, label text, m01 text, m02 text, m03 text, m04 text, m05 text, m06 text, m07 text, m08 text, m09 text, m10 text, m11 text, m12 text);
insert into sheet values
	('actual', 'works', 'kpi:revenue', '2025-', '3771992.51', '3941313.44', '4320570.98', '4181503.90', '4429011.17', '4451016.89', '3895091.95', '3734302.51', '4130166.55', '4367733.13', '4530943.09', '4427165.23'),
	('actual', 'works', 'series:cost', '2025-', '2223472.70', '2289243.83', '2509285.19', '2408289.02', '2513012.72', '2573343.58', '2260179.25', '2153680.01', '2410896.06', '2541835.61', '2657664.23', '2545582.15'),
	('actual', 'works', 'kpi:operating-cost', '2025-', '971515.62', '986615.76', '967374.29', '977914.00', '983139.15', '980842.73', '977654.88', '975885.96', '985189.00', '979853.77', '969384.66', '964228.91'),
	('actual', 'works', 'kpi:order-backlog', '2025-', '8966735.66', '8695357.82', '9719548.74', '9920023.96', '10456258.14', '10330845.68', '9104752.76', '8461501.55', '9577116.19', '10088320.49', '10132930.65', '9992339.52'),
	('actual', 'works', 'series:receivables', '2025-', '5674814.94', '5901772.54', '6507346.10', '6323816.23', '6635040.10', '6564617.44', '6023323.15', '5825041.93', '6330150.09', '6751898.77', '6940986.16', '6512494.40'),
	('actual', 'works', 'series:days', '2025-', '31', '28', '31', '30', '31', '30', '31', '31', '30', '31', '30', '31'),
	('actual', 'works', 'series:order-lines', '2025-', '2448', '2419', '2639', '2665', '2629', '2868', '2462', '2286', '2737', '2700', '2666', '2872'),
	('actual', 'works', 'series:lines-on-time', '2025-', '2280', '2244', '2454', '2463', '2455', '2675', '2303', '2128', '2546', '2530', '2498', '2657'),
	('actual', 'works', 'series:headcount', '2025-', '411', '414', '413', '415', '417', '417', '419', '421', '416', '419', '418', '420'),
	('actual', 'works', 'series:leavers', '2025-', '6', '6', '6', '4', '3', '4', '4', '4', '5', '5', '4', '4'),
	('actual', 'works', 'series:training-hours', '2025-', '618', '601', '624', '509', '736', '618', '633', '563', '542', '610', '555', '654'),
	('actual', 'albion', 'kpi:revenue', '2025-', '1750295.91', '1721692.32', '1939439.49', '1850218.65', '1889474.91', '1992206.94', '1847371.20', '1678291.53', '1902387.62', '2094982.52', '1940764.61', '2059143.00'),
	('actual', 'albion', 'series:cost', '2025-', '903702.51', '913319.58', '1007075.17', '942238.27', '987763.52', '1029721.85', '975705.94', '873847.00', '978973.63', '1092751.05', '1006937.94', '1071038.60'),
	('actual', 'albion', 'kpi:operating-cost', '2025-', '563926.85', '566558.48', '567816.62', '561201.37', '566111.48', '565048.72', '564544.55', '560034.73', '565312.43', '563593.14', '562046.89', '571355.11'),
	('actual', 'albion', 'kpi:order-backlog', '2025-', '2762193.16', '2693125.80', '3444093.60', '2967501.77', '2892317.01', '3302683.06', '3126050.67', '2750104.03', '3122870.45', '3241736.09', '3117503.24', '3102068.72'),
	('actual', 'albion', 'series:receivables', '2025-', '2430536.28', '2413504.03', '2604301.14', '2496529.46', '2567939.65', '2706717.78', '2573968.86', '2363929.84', '2615931.36', '2859239.48', '2679901.18', '2872368.05'),
	('actual', 'albion', 'series:days', '2025-', '31', '28', '31', '30', '31', '30', '31', '31', '30', '31', '30', '31'),
	('actual', 'albion', 'series:order-lines', '2025-', '1406', '1399', '1500', '1519', '1510', '1615', '1481', '1280', '1576', '1541', '1638', '1685'),
	('actual', 'albion', 'series:lines-on-time', '2025-', '1314', '1316', '1409', '1445', '1438', '1522', '1406', '1217', '1504', '1457', '1534', '1600'),
	('actual', 'albion', 'series:headcount', '2025-', '189', '189', '190', '189', '189', '190', '191', '191', '191', '192', '194', '194'),
	('actual', 'albion', 'series:leavers', '2025-', '2', '2', '2', '2', '1', '2', '1', '2', '2', '3', '1', '2'),
	('actual', 'albion', 'series:training-hours', '2025-', '236', '262', '257', '267', '270', '298', '265', '266', '256', '268', '290', '300'),
	('actual', 'group', 'series:gbp-average', '2025-', '1.1845', '1.1678', '1.1892', '1.1815', '1.1899', '1.1714', '1.1839', '1.1824', '1.1907', '1.1907', '1.1876', '1.1804'),
	('actual', 'group', 'series:gbp-closing', '2025-', '1.1858', '1.1657', '1.1945', '1.1784', '1.1911', '1.1704', '1.1825', '1.1804', '1.1917', '1.1902', '1.1855', '1.1820'),
	('actual', 'group', 'series:days', '2025-', '31', '28', '31', '30', '31', '30', '31', '31', '30', '31', '30', '31'),
	('actual', 'stores', 'kpi:revenue', '2025-P', '2419893.49', '2425209.71', '2998439.35', '2484042.24', '2465837.44', '3046312.84', '2368240.70', '2456320.86', '3114332.28', '2454658.14', '2454028.31', '3897820.68'),
	('actual', 'stores', 'series:cost', '2025-P', '1472968.53', '1500719.19', '1818850.96', '1506768.06', '1508455.34', '1850658.32', '1433540.72', '1501784.72', '1913726.83', '1496462.68', '1490811.86', '2379405.73'),
	('actual', 'stores', 'kpi:operating-cost', '2025-P', '712881.54', '714658.90', '891580.17', '704034.14', '707121.43', '891251.12', '709688.04', '706606.57', '889322.07', '714872.29', '715295.95', '888730.38'),
	('actual', 'stores', 'kpi:order-backlog', '2025-P', '590842.01', '680183.35', '684176.19', '665736.93', '674499.19', '668071.26', '617085.10', '684177.00', '685776.91', '669717.06', '665315.38', '844400.64'),
	('actual', 'stores', 'series:receivables', '2025-P', '315145.97', '327548.65', '321912.82', '354514.04', '333006.99', '340973.24', '322600.95', '334352.71', '349821.90', '334333.38', '337249.73', '423968.65'),
	('actual', 'stores', 'series:days', '2025-P', '28', '28', '35', '28', '28', '35', '28', '28', '35', '28', '28', '35'),
	('actual', 'stores', 'series:order-lines', '2025-P', '33156', '31897', '41396', '32958', '31482', '39532', '32152', '32846', '38923', '32595', '32050', '48039'),
	('actual', 'stores', 'series:lines-on-time', '2025-P', '31480', '30203', '39387', '31171', '29919', '37434', '30717', '30955', '36937', '31145', '30118', '45469'),
	('actual', 'stores', 'series:headcount', '2025-P', '655', '658', '659', '658', '661', '661', '667', '666', '667', '663', '670', '671'),
	('actual', 'stores', 'series:leavers', '2025-P', '7', '8', '8', '7', '5', '7', '7', '9', '11', '7', '7', '8'),
	('actual', 'stores', 'series:training-hours', '2025-P', '1026', '869', '677', '1042', '922', '951', '1060', '969', '994', '909', '992', '1068'),
	('budget', 'works', 'kpi:revenue', '2026-', '4140360.00', '4095840.00', '4541040.00', '4407480.00', '4496520.00', '4674600.00', '4362960.00', '3917760.00', '4585560.00', '4630080.00', '4719120.00', '4852680.00'),
	('budget', 'works', 'series:cost', '2026-', '2401408.80', '2375587.20', '2633803.20', '2556338.40', '2607981.60', '2711268.00', '2530516.80', '2272300.80', '2659624.80', '2685446.40', '2737089.60', '2814554.40'),
	('budget', 'works', 'kpi:operating-cost', '2026-', '1016610.00', '1016610.00', '1016610.00', '1016610.00', '1016610.00', '1016610.00', '1016610.00', '1016610.00', '1016610.00', '1016610.00', '1016610.00', '1016610.00'),
	('budget', 'works', 'kpi:order-backlog', '2026-', '9522828.00', '9420432.00', '10444392.00', '10137204.00', '10341996.00', '10751580.00', '10034808.00', '9010848.00', '10546788.00', '10649184.00', '10853976.00', '11161164.00'),
	('budget', 'works', 'series:receivables', '2026-', '6003522.00', '5938968.00', '6584508.00', '6390846.00', '6519954.00', '6778170.00', '6326292.00', '5680752.00', '6649062.00', '6713616.00', '6842724.00', '7036386.00'),
	('budget', 'works', 'series:days', '2026-', '31', '28', '31', '30', '31', '30', '31', '31', '30', '31', '30', '31'),
	('budget', 'works', 'series:order-lines', '2026-', '2563', '2536', '2811', '2728', '2784', '2894', '2701', '2425', '2839', '2866', '2921', '3004'),
	('budget', 'works', 'series:lines-on-time', '2026-', '2460', '2435', '2699', '2619', '2673', '2778', '2593', '2328', '2725', '2751', '2804', '2884'),
	('budget', 'works', 'series:headcount', '2026-', '424', '425', '426', '427', '428', '429', '429', '430', '431', '432', '433', '434'),
	('budget', 'works', 'series:leavers', '2026-', '4', '4', '4', '4', '4', '4', '4', '4', '4', '4', '4', '4'),
	('budget', 'works', 'series:training-hours', '2026-', '636', '638', '639', '640', '642', '644', '644', '645', '646', '648', '650', '651'),
	('budget', 'albion', 'kpi:revenue', '2026-', '1873020.00', '1852880.00', '2054280.00', '1993860.00', '2034140.00', '2114700.00', '1973720.00', '1772320.00', '2074420.00', '2094560.00', '2134840.00', '2195260.00'),
	('budget', 'albion', 'series:cost', '2026-', '973970.40', '963497.60', '1068225.60', '1036807.20', '1057752.80', '1099644.00', '1026334.40', '921606.40', '1078698.40', '1089171.20', '1110116.80', '1141535.20'),
	('budget', 'albion', 'kpi:operating-cost', '2026-', '587100.00', '587100.00', '587100.00', '587100.00', '587100.00', '587100.00', '587100.00', '587100.00', '587100.00', '587100.00', '587100.00', '587100.00'),
	('budget', 'albion', 'kpi:order-backlog', '2026-', '2996832.00', '2964608.00', '3286848.00', '3190176.00', '3254624.00', '3383520.00', '3157952.00', '2835712.00', '3319072.00', '3351296.00', '3415744.00', '3512416.00'),
	('budget', 'albion', 'series:receivables', '2026-', '2434926.00', '2408744.00', '2670564.00', '2592018.00', '2644382.00', '2749110.00', '2565836.00', '2304016.00', '2696746.00', '2722928.00', '2775292.00', '2853838.00'),
	('budget', 'albion', 'series:days', '2026-', '31', '28', '31', '30', '31', '30', '31', '31', '30', '31', '30', '31'),
	('budget', 'albion', 'series:order-lines', '2026-', '1479', '1463', '1622', '1574', '1606', '1670', '1558', '1399', '1638', '1654', '1685', '1733'),
	('budget', 'albion', 'series:lines-on-time', '2026-', '1420', '1404', '1557', '1511', '1542', '1603', '1496', '1343', '1572', '1588', '1618', '1664'),
	('budget', 'albion', 'series:headcount', '2026-', '194', '194', '194', '195', '195', '196', '196', '196', '197', '197', '198', '198'),
	('budget', 'albion', 'series:leavers', '2026-', '2', '2', '2', '2', '2', '2', '2', '2', '2', '2', '2', '2'),
	('budget', 'albion', 'series:training-hours', '2026-', '291', '291', '291', '292', '292', '294', '294', '294', '296', '296', '297', '297'),
	('budget', 'group', 'series:gbp-average', '2026-', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550'),
	('budget', 'group', 'series:gbp-closing', '2026-', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550', '1.1550'),
	('budget', 'group', 'series:days', '2026-', '31', '28', '31', '30', '31', '30', '31', '31', '30', '31', '30', '31'),
	('forecast', 'works', 'kpi:revenue', '2026-', '4069447.40', '4029431.35', '4452695.31', '4350777.65', '4430917.95', '4608386.64', '4298837.03', '3835594.87', '4521530.07', '4552874.97', '4609571.45', '4792370.35'),
	('forecast', 'works', 'series:cost', '2026-', '2358005.19', '2339689.28', '2579546.83', '2521954.33', '2570509.37', '2678636.49', '2488367.50', '2223353.77', '2630386.06', '2640425.47', '2684153.18', '2783916.95'),
	('forecast', 'works', 'kpi:operating-cost', '2026-', '1017371.44', '1016184.84', '1016579.80', '1014292.08', '1015452.68', '1015673.47', '1015702.56', '1015033.15', '1018522.74', '1014629.97', '1016548.19', '1015539.01'),
	('forecast', 'works', 'kpi:order-backlog', '2026-', '9252117.53', '9284921.71', '10313157.90', '9997764.84', '10118028.61', '10591534.60', '9824732.12', '8870212.02', '10342154.32', '10432565.27', '10677457.52', '11033891.21'),
	('forecast', 'works', 'series:receivables', '2026-', '5862681.62', '5846031.03', '6454015.03', '6313528.76', '6449496.22', '6655921.83', '6204068.81', '5564507.11', '6552895.24', '6636612.72', '6682556.03', '6996764.90'),
	('forecast', 'works', 'series:days', '2026-', '31', '28', '31', '30', '31', '30', '31', '31', '30', '31', '30', '31'),
	('forecast', 'works', 'series:order-lines', '2026-', '2532', '2509', '2751', '2702', '2728', '2843', '2662', '2386', '2795', '2817', '2880', '2975'),
	('forecast', 'works', 'series:lines-on-time', '2026-', '2413', '2394', '2625', '2573', '2594', '2712', '2537', '2274', '2664', '2684', '2749', '2835'),
	('forecast', 'works', 'series:headcount', '2026-', '424', '425', '426', '427', '428', '428', '429', '430', '431', '432', '433', '434'),
	('forecast', 'works', 'series:leavers', '2026-', '4', '4', '4', '4', '4', '4', '4', '4', '4', '4', '4', '4'),
	('forecast', 'works', 'series:training-hours', '2026-', '648', '646', '644', '641', '629', '638', '650', '632', '643', '658', '645', '649'),
	('forecast', 'albion', 'kpi:revenue', '2026-', '1804119.78', '1775493.35', '1972571.14', '1907228.46', '1949932.33', '2036541.24', '1904826.49', '1705709.64', '1987082.23', '2013093.09', '2050553.36', '2110974.90'),
	('forecast', 'albion', 'series:cost', '2026-', '936349.35', '926209.00', '1024962.40', '992637.73', '1017716.36', '1056544.90', '989934.18', '887993.94', '1035671.85', '1046011.20', '1065659.35', '1096505.40'),
	('forecast', 'albion', 'kpi:operating-cost', '2026-', '587047.66', '585857.91', '587446.35', '586008.43', '586903.24', '587764.11', '587269.10', '586629.97', '587504.75', '586249.94', '586781.21', '587792.82'),
	('forecast', 'albion', 'kpi:order-backlog', '2026-', '2895258.57', '2859216.90', '3160604.24', '3046633.88', '3134022.75', '3292906.71', '3077084.91', '2753385.28', '3186588.73', '3221114.84', '3297938.92', '3390665.37'),
	('forecast', 'albion', 'series:receivables', '2026-', '2344191.05', '2296672.31', '2556543.89', '2470286.87', '2515061.98', '2658400.13', '2482850.53', '2229402.93', '2579289.52', '2597586.25', '2664058.02', '2745844.32'),
	('forecast', 'albion', 'series:days', '2026-', '31', '28', '31', '30', '31', '30', '31', '31', '30', '31', '30', '31'),
	('forecast', 'albion', 'series:order-lines', '2026-', '1427', '1413', '1570', '1504', '1551', '1592', '1502', '1346', '1567', '1581', '1629', '1673'),
	('forecast', 'albion', 'series:lines-on-time', '2026-', '1358', '1347', '1495', '1436', '1480', '1518', '1429', '1284', '1493', '1502', '1553', '1594'),
	('forecast', 'albion', 'series:headcount', '2026-', '194', '194', '194', '195', '195', '196', '196', '196', '197', '197', '197', '198'),
	('forecast', 'albion', 'series:leavers', '2026-', '2', '2', '2', '2', '2', '2', '2', '2', '2', '2', '2', '2'),
	('forecast', 'albion', 'series:training-hours', '2026-', '293', '290', '291', '289', '294', '284', '293', '293', '299', '300', '302', '297'),
	('forecast', 'group', 'series:gbp-average', '2026-', '1.1590', '1.1589', '1.1566', '1.1499', '1.1666', '1.1542', '1.1499', '1.1542', '1.1484', '1.1614', '1.1549', '1.1605'),
	('forecast', 'group', 'series:gbp-closing', '2026-', '1.1586', '1.1604', '1.1490', '1.1500', '1.1685', '1.1517', '1.1506', '1.1486', '1.1498', '1.1662', '1.1510', '1.1615'),
	('forecast', 'group', 'series:days', '2026-', '31', '28', '31', '30', '31', '30', '31', '31', '30', '31', '30', '31'),
	('actual', 'works', 'kpi:revenue', '2026-', '4129666.54', '3897140.21', '4324959.38', '4251170.43', '4332415.78', '4436954.18', null, null, null, null, null, null),
	('actual', 'works', 'series:cost', '2026-', '2374801.69', '2277404.57', '2563093.05', '2466147.98', '2511227.85', null, null, null, null, null, null, null),
	('actual', 'works', 'kpi:operating-cost', '2026-', '1022034.27', '1037516.41', '1018938.70', '1034245.69', '1027082.58', '1026151.43', null, null, null, null, null, null),
	('actual', 'works', 'kpi:order-backlog', '2026-', '9157437.04', '8823988.00', '10569688.20', '9693259.48', '10079885.92', '10867901.33', null, null, null, null, null, null),
	('actual', 'works', 'series:receivables', '2026-', '6136831.56', '5927340.97', '6763260.33', '6471104.91', '6756367.50', '6841813.60', null, null, null, null, null, null),
	('actual', 'works', 'series:days', '2026-', '31', '28', '31', '30', '31', '30', null, null, null, null, null, null),
	('actual', 'works', 'series:order-lines', '2026-', '2538', '2487', '2741', '2555', '2656', '2745', null, null, null, null, null, null),
	('actual', 'works', 'series:lines-on-time', '2026-', '2372', '2325', '2550', '2393', '2449', '2537', null, null, null, null, null, null),
	('actual', 'works', 'series:headcount', '2026-', '422', '421', '425', '426', '425', '424', null, null, null, null, null, null),
	('actual', 'works', 'series:leavers', '2026-', '5', '4', '4', '4', '4', null, null, null, null, null, null, null),
	('actual', 'works', 'series:training-hours', '2026-', '590', '699', '591', '581', '520', '615', null, null, null, null, null, null),
	('actual', 'albion', 'kpi:revenue', '2026-', '1824043.26', '1851646.40', '1955389.88', '1962886.17', '2023153.39', '2065132.38', null, null, null, null, null, null),
	('actual', 'albion', 'series:cost', '2026-', '944888.93', '959081.06', '1016079.56', '1047702.07', '1058587.32', '1073507.77', null, null, null, null, null, null),
	('actual', 'albion', 'kpi:operating-cost', '2026-', '598674.43', '602926.61', '589438.35', '589043.24', '597504.92', '594734.58', null, null, null, null, null, null),
	('actual', 'albion', 'kpi:order-backlog', '2026-', '2871717.41', '3088164.69', '3263823.03', '3163374.18', '3189623.83', '3413757.36', null, null, null, null, null, null),
	('actual', 'albion', 'series:receivables', '2026-', '2521670.34', '2625063.03', '2569121.25', '2635854.09', '2757830.68', '2952508.10', null, null, null, null, null, null),
	('actual', 'albion', 'series:days', '2026-', '31', '28', '31', '30', '31', '30', null, null, null, null, null, null),
	('actual', 'albion', 'series:order-lines', '2026-', '1461', '1396', '1627', '1538', '1535', '1632', null, null, null, null, null, null),
	('actual', 'albion', 'series:lines-on-time', '2026-', '1375', '1321', '1551', '1456', '1457', '1553', null, null, null, null, null, null),
	('actual', 'albion', 'series:headcount', '2026-', '194', '192', '193', '195', '194', '196', null, null, null, null, null, null),
	('actual', 'albion', 'series:leavers', '2026-', '1', '2', '2', '2', '1', '2', null, null, null, null, null, null),
	('actual', 'albion', 'series:training-hours', '2026-', '263', '292', '272', '308', '250', '277', null, null, null, null, null, null),
	('actual', 'group', 'series:gbp-average', '2026-', '1.1546', '1.1546', '1.1522', '1.1471', '1.1678', '1.1599', null, null, null, null, null, null),
	('actual', 'group', 'series:gbp-closing', '2026-', '1.1590', '1.1519', '1.1514', '1.1466', '1.1723', '1.1654', null, null, null, null, null, null),
	('actual', 'group', 'series:days', '2026-', '31', '28', '31', '30', '31', '30', null, null, null, null, null, null),
	('budget', 'stores', 'kpi:revenue', '2026-P', '2628800.00', '2628800.00', '3286000.00', '2628800.00', '2628800.00', '3286000.00', '2628800.00', '2628800.00', '3286000.00', '2628800.00', '2628800.00', '3877480.00'),
	('budget', 'stores', 'series:cost', '2026-P', '1603568.00', '1603568.00', '2004460.00', '1603568.00', '1603568.00', '2004460.00', '1603568.00', '1603568.00', '2004460.00', '1603568.00', '1603568.00', '2365262.80'),
	('budget', 'stores', 'kpi:operating-cost', '2026-P', '740776.00', '740776.00', '925970.00', '740776.00', '740776.00', '925970.00', '740776.00', '740776.00', '925970.00', '740776.00', '740776.00', '925970.00'),
	('budget', 'stores', 'kpi:order-backlog', '2026-P', '714705.00', '714705.00', '714705.00', '714705.00', '714705.00', '714705.00', '714705.00', '714705.00', '714705.00', '714705.00', '714705.00', '843351.90'),
	('budget', 'stores', 'series:receivables', '2026-P', '343058.40', '343058.40', '343058.40', '343058.40', '343058.40', '343058.40', '343058.40', '343058.40', '343058.40', '343058.40', '343058.40', '404808.91'),
	('budget', 'stores', 'series:days', '2026-P', '28', '28', '35', '28', '28', '35', '28', '28', '35', '28', '28', '35'),
	('budget', 'stores', 'series:order-lines', '2026-P', '34768', '34768', '43460', '34768', '34768', '43460', '34768', '34768', '43460', '34768', '34768', '51283'),
	('budget', 'stores', 'series:lines-on-time', '2026-P', '33377', '33377', '41722', '33377', '33377', '41722', '33377', '33377', '41722', '33377', '33377', '49232'),
	('budget', 'stores', 'series:headcount', '2026-P', '675', '676', '677', '679', '680', '681', '683', '684', '685', '687', '688', '689'),
	('budget', 'stores', 'series:leavers', '2026-P', '6', '6', '8', '6', '6', '8', '6', '6', '8', '6', '6', '8'),
	('budget', 'stores', 'series:training-hours', '2026-P', '1012', '1014', '1016', '1018', '1020', '1022', '1024', '1026', '1028', '1030', '1032', '1034'),
	('forecast', 'stores', 'kpi:revenue', '2026-P', '2586690.71', '2595357.19', '3250284.69', '2595009.48', '2590396.99', '3248148.80', '2598523.65', '2593770.36', '3227402.29', '2579310.64', '2590826.30', '3830393.41'),
	('forecast', 'stores', 'series:cost', '2026-P', '1580516.99', '1583047.65', '1984900.32', '1583134.66', '1580408.60', '1978886.26', '1582778.25', '1580527.02', '1966435.23', '1577266.18', '1577829.18', '2340586.49'),
	('forecast', 'stores', 'kpi:operating-cost', '2026-P', '739743.30', '740008.58', '925512.77', '740567.05', '739608.06', '924496.30', '741845.38', '740866.05', '922808.33', '741236.84', '739788.98', '923954.32'),
	('forecast', 'stores', 'kpi:order-backlog', '2026-P', '712091.83', '709901.95', '700776.35', '707492.46', '712226.55', '704077.38', '704010.85', '695422.93', '706279.96', '702459.78', '700527.14', '828355.84'),
	('forecast', 'stores', 'series:receivables', '2026-P', '335667.12', '337692.09', '340716.61', '337938.87', '336619.27', '340060.78', '342016.98', '336182.60', '337341.52', '334798.97', '338224.92', '400389.41'),
	('forecast', 'stores', 'series:days', '2026-P', '28', '28', '35', '28', '28', '35', '28', '28', '35', '28', '28', '35'),
	('forecast', 'stores', 'series:order-lines', '2026-P', '34093', '34490', '42863', '34212', '34206', '42644', '34357', '34121', '42944', '34466', '34268', '50131'),
	('forecast', 'stores', 'series:lines-on-time', '2026-P', '32491', '32903', '40879', '32640', '32605', '40600', '32771', '32511', '40930', '32862', '32693', '47662'),
	('forecast', 'stores', 'series:headcount', '2026-P', '675', '676', '677', '679', '680', '681', '682', '684', '685', '687', '688', '689'),
	('forecast', 'stores', 'series:leavers', '2026-P', '6', '6', '8', '6', '6', '8', '6', '6', '8', '6', '6', '7'),
	('forecast', 'stores', 'series:training-hours', '2026-P', '1006', '1017', '1008', '1022', '1032', '1012', '1027', '1052', '1000', '1029', '1051', '1024'),
	('actual', 'stores', 'kpi:revenue', '2026-P', '2624042.34', '2681654.27', '3319687.12', '2680524.32', '2524509.39', '3369640.40', null, null, null, null, null, null),
	('actual', 'stores', 'series:cost', '2026-P', '1615086.67', '1626835.55', '1978446.59', '1654507.26', '1573542.77', '2060965.21', null, null, null, null, null, null),
	('actual', 'stores', 'kpi:operating-cost', '2026-P', '761002.48', '772641.13', '948846.99', '764948.64', '773800.56', '969441.91', null, null, null, null, null, null),
	('actual', 'stores', 'kpi:order-backlog', '2026-P', '730196.01', '730172.00', '709809.50', '730420.59', '694335.94', '743130.96', null, null, null, null, null, null),
	('actual', 'stores', 'series:receivables', '2026-P', '364990.45', '369097.59', '375330.36', '365999.36', '338096.77', '373824.42', null, null, null, null, null, null),
	('actual', 'stores', 'series:days', '2026-P', '28', '28', '35', '28', '28', '35', null, null, null, null, null, null),
	('actual', 'stores', 'series:order-lines', '2026-P', '35058', '34829', '44630', '36137', '35977', '43514', null, null, null, null, null, null),
	('actual', 'stores', 'series:lines-on-time', '2026-P', '33474', '33329', '42472', '34371', '34156', '41313', null, null, null, null, null, null),
	('actual', 'stores', 'series:headcount', '2026-P', '674', '675', '677', '681', '679', '681', null, null, null, null, null, null),
	('actual', 'stores', 'series:leavers', '2026-P', '6', '5', '10', '7', '10', '9', null, null, null, null, null, null),
	('actual', 'stores', 'series:training-hours', '2026-P', '947', '876', '1115', '1062', '842', '1082', null, null, null, null, null, null);

insert into ledger (version, unit, ref, period, value, recorded_at)
with figure (version, unit, ref, year, label, month, value) as (
	select version, unit, ref, substr(label, 1, 5), label, '01', m01 from sheet
	union all select version, unit, ref, substr(label, 1, 5), label, '02', m02 from sheet
	union all select version, unit, ref, substr(label, 1, 5), label, '03', m03 from sheet
	union all select version, unit, ref, substr(label, 1, 5), label, '04', m04 from sheet
	union all select version, unit, ref, substr(label, 1, 5), label, '05', m05 from sheet
	union all select version, unit, ref, substr(label, 1, 5), label, '06', m06 from sheet
	union all select version, unit, ref, substr(label, 1, 5), label, '07', m07 from sheet
	union all select version, unit, ref, substr(label, 1, 5), label, '08', m08 from sheet
	union all select version, unit, ref, substr(label, 1, 5), label, '09', m09 from sheet
	union all select version, unit, ref, substr(label, 1, 5), label, '10', m10 from sheet
	union all select version, unit, ref, substr(label, 1, 5), label, '11', m11 from sheet
	union all select version, unit, ref, substr(label, 1, 5), label, '12', m12 from sheet
)
select f.version, f.unit, f.ref, f.label || f.month, f.value,
	case f.version when 'budget' then '2025-12-05T09:00:00Z' when 'forecast' then '2026-04-20T09:00:00Z' else c.recorded_at end
from figure f left join closing c on c.period = f.year || f.month
where f.value is not null;

-- Single entries, most of which came late.
insert into ledger (version, unit, ref, period, value, state, recorded_at, author, note) values
	('actual', 'works', 'series:cost', '2026-06', '2591794.78', 'provisional', '2026-07-08T17:00:00Z', 'Ines Roth', 'freight is estimated'),
	('actual', 'works', 'series:leavers', '2026-06', '6', 'final', '2026-07-15T08:30:00Z', 'Ines Roth', 'payroll came late'),
	('actual', 'albion', 'kpi:revenue', '2026-06', '1946881.98', 'final', '2026-07-28T14:05:00Z', 'Tom Hale', 'a credit note of June, booked in July'),
	('actual', 'albion', 'series:receivables', '2026-06', '2834257.70', 'final', '2026-07-28T14:05:00Z', 'Tom Hale', 'the same credit note'),
	('actual', 'works', 'series:cost', '2026-06', '2656105.53', 'final', '2026-08-04T10:40:00Z', 'Ines Roth', 'freight invoices of June'),
	('actual', 'stores', 'series:lines-on-time', '2026-P06', '41623', 'final', '2026-08-06T07:15:00Z', 'Mara Lind', 'one depot was counted twice as late');
