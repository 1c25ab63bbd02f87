-- What gate.submit and gate.withdraw promise, one sentence a test.
begin;
create extension pgtap;
select plan(55);

-- 示例数据: two kiosks, and people who are but bytes
insert into centre.yearly_limit values ('COURSE', 3);
select centre.enrol('haishu-1', 1, 'A1', now() - interval '1 day', now() + interval '1 year');
select centre.enrol('yinzhou-1', 6, 'B1', now() - interval '1 day', now() + interval '1 year');
select centre.enrol('old-1', 2, 'C1', now() - interval '2 years', now() - interval '1 day');

create function pg_temp.item(key int, person int, more jsonb default '{}') returns jsonb
language sql as $$
	select jsonb_build_object('key', lpad(to_hex(item.key), 32, '0'),
		'person', lpad(to_hex(item.person), 64, '0'), 'year', 2021, 'region', 1,
		'class', 'COURSE', 'items', '[{"benefit": "QUAL", "fen": 104000}]'::jsonb,
		'pack', repeat('ab', 32), 'signed', '2021-03-15T09:25:00+08') || more
$$;
create function pg_temp.submit(key int, person int, more jsonb default '{}',
			       serial text default 'A1', sealed bytea default '\x01')
returns jsonb language sql as $$
	select gate.submit(submit.serial, pg_temp.item(submit.key, submit.person, submit.more),
			   submit.sealed)
$$;
create function pg_temp.withdraw(key int, application int, person int, serial text default 'A1')
returns jsonb language sql as $$
	select gate.withdraw(withdraw.serial, jsonb_build_object(
		'key', lpad(to_hex(withdraw.key), 32, '0'),
		'application', lpad(to_hex(withdraw.application), 32, '0'),
		'person', lpad(to_hex(withdraw.person), 64, '0'),
		'signed', '2021-03-15T09:30:00+08'), '\x02')
$$;
create function pg_temp.course(occupation text, level text default '四级') returns jsonb
language sql as $$ select jsonb_build_object('occupation', occupation, 'level', level) $$;

select is(pg_temp.submit(1, 1)->>'slot', '1', 'the first of a year has slot 1');
select is(pg_temp.submit(2, 1, '{}', 'B1')->>'slot', '2', 'at another kiosk the next slot');
select is(pg_temp.submit(1, 1), '{"outcome": "taken", "slot": 1, "again": true}',
	  'sent again it is answered the same');
select is((select count(*) from centre.slot)::int, 2, 'and takes nothing again');
select is(pg_temp.submit(1, 1, '{"region": 2}')->>'outcome', 'other_body',
	  'the same key with another body is refused');
select is(pg_temp.submit(1, 1, '{}', 'A1', '\x09')->>'outcome', 'other_body',
	  'the sealed part is of the body');
select is(pg_temp.submit(1, 9)->>'outcome', 'other_body', 'so is the person');
select is(pg_temp.submit(1, 1, '{}', 'B1')->>'outcome', 'other_body',
	  'and another kiosk cannot repeat it');
select is((select count(*) from centre.audit where what = 'application.other_body')::int, 4,
	  'each is an alarm');
select is(pg_temp.submit(3, 1)->>'slot', '3', 'the third is still free');
select is(pg_temp.submit(4, 1)->>'outcome', 'none_free', 'the fourth of a year gets none');
select is(centre.last_status(lpad(to_hex(4), 32, '0')), 'at_staff', 'and is before the staff');
select is(pg_temp.submit(5, 1, '{"year": 2022}')->>'slot', '1', 'another year is counted alone');
select is(pg_temp.submit(6, 1, '{"class": null}'), '{"outcome": "taken", "slot": null}',
	  'what does not count takes no slot');
select is(pg_temp.submit(7, 2, '{"class": "NOBODY_KNOWS"}')->>'outcome', 'unknown_class',
	  'a class that no pack in force counts is refused');

-- trades
select is(pg_temp.submit(10, 3, pg_temp.course('焊工'))->>'outcome', 'taken', 'a trade is had once');
select is(pg_temp.submit(11, 3, pg_temp.course('焊工'))->>'outcome', 'had_before', 'not twice');
select is(pg_temp.submit(12, 3, pg_temp.course('焊工') || '{"year": 2023}')->>'outcome',
	  'had_before', 'nor in another year');
select is(pg_temp.submit(13, 3, pg_temp.course('焊工', '三级'))->>'slot', '2',
	  'another level may be had, and what was refused took no slot');

-- withdrawals
select is(pg_temp.withdraw(20, 10, 3), '{"outcome": "withdrawn", "freed": 1}',
	  'a withdrawal frees the slot');
select is(pg_temp.withdraw(20, 10, 3)->>'again', 'true', 'once');
select is(pg_temp.submit(14, 3, pg_temp.course('焊工'))->>'slot', '1',
	  'and the trade, which may be applied for again');
select is(centre.last_status(lpad(to_hex(4), 32, '0')), 'at_staff',
	  'a freed slot promotes nobody by itself');
select is(pg_temp.withdraw(21, 30, 4)->>'outcome', 'waiting',
	  'a withdrawal may come before its application');
select is(pg_temp.submit(30, 4, pg_temp.course('电工'))->>'outcome', 'withdrawn',
	  'which then takes nothing');
select is((select count(*) from centre.slot s join centre.application a on a.key = s.application
	   where a.person = decode(lpad('4', 64, '0'), 'hex'))::int, 0, 'no slot');
select is(pg_temp.withdraw(22, 14, 9)->>'outcome', 'other_person',
	  'another person cannot take it back');
insert into centre.application_status (application, status, who)
	values (lpad(to_hex(14), 32, '0'), 'approved', 'clerk');
select is(pg_temp.withdraw(23, 14, 3)->>'outcome', 'decided', 'nor after it was decided');

-- who speaks
select is(pg_temp.submit(40, 5, '{}', 'C1')->>'outcome', 'unknown_kiosk',
	  'a certificate that ran out is nobody');
select is(pg_temp.submit(40, 5, '{}', 'D1')->>'outcome', 'unknown_kiosk', 'so is one never seen');
select is(centre.revoke('yinzhou-1', 'stolen'), 1::bigint, 'a kiosk is revoked');
select is(pg_temp.submit(40, 5, '{}', 'B1')->>'outcome', 'unknown_kiosk', 'at once');
select throws_ok('update centre.audit set who = ''nobody''', null,
		 'audit keeps what was written', 'the audit is never edited');
select throws_ok('delete from centre.application_status', null,
		 'application_status keeps what was written', 'nor is what became of anything');

-- what an application took is its own
select throws_ok($$update centre.application set slot = 2 where key = lpad(to_hex(1), 32, '0')$$, '23505', null,
		 'a number of the year is had once, whoever writes it');
select throws_ok($$update centre.application set person = decode(lpad('3', 64, '0'), 'hex'), held = true, year = 2029
	where key = lpad(to_hex(30), 32, '0'); update centre.application set occupation = '焊工', level = '三级'
	where key = lpad(to_hex(30), 32, '0')$$, '23505', null, 'and so is a trade''s level');
select throws_ok('update centre.application set slot = 1 where class is null', '23514', null,
		 'what does not count has no number');
select throws_ok('update centre.application set pack = ''x''', '23514', null, 'a row is what it ought to be');
select throws_ok($$update centre.application set pack = repeat('AB', 32)$$, '23514', null, 'a pack is lower-case digits');
select throws_ok($$update centre.application set pack = 'g' || substr(pack, 2)$$, '23514', null, 'each of them');
select throws_ok($$select (repeat('0', 31) || 'G')::centre.key$$, '23514', null, 'and so is a key');
select throws_ok('delete from centre.application', null, 'application keeps what others name', 'it stays');
select throws_ok('delete from centre.kiosk', null, 'kiosk keeps what others name', 'and so does a kiosk');
select throws_ok('update centre.kiosk set name = ''other-1''', null, 'kiosk keeps what others name', 'by its name');
select is((select count(*) from desk.casefile), (select count(distinct application) from centre.application_status
	where status = 'withdrawn'), 'none has a case but what was withdrawn');
select desk.open_cases(1);
select is((select key from desk.casefile where queue = 'new'), (select key::text from centre.application
	where key not in (select application from centre.application_status where status = 'withdrawn')
	order by signed, key limit 1)::centre.key, 'the oldest first');
select desk.open_cases(1000);
select results_eq('select key::text from centre.application order by 1', 'select key::text from desk.casefile order by 1',
		  'each has its case');
select throws_ok('update desk.casefile set course = ''''', '23514', null, 'nor is a case anything else');
select lives_ok('update desk.casefile set course = ''C001'' where outcome is null', 'of which not all is known at first');
-- what counts, as a pack has it: person 50, two in twelve months, of one kind
select is(centre.limits_of_pack('p', '{"COURSE": {"most": 2, "kinds": ["TRAIN"], "rolling": true}}'),
	  'COURSE: 2 in twelve months, 3 a year before', 'a pack says in which time');
create function pg_temp.on_day(key int, day date, kind text default 'TRAIN') returns jsonb language sql as $$
	select pg_temp.submit(on_day.key, 50, jsonb_build_object('year', extract(year from day)::int,
		'about', jsonb_build_object('decided', day, 'kind', on_day.kind)))
$$;
select is(array[pg_temp.on_day(50, '2021-06-01')->>'outcome', pg_temp.on_day(51, '2022-05-31')->>'outcome'],
	  '{taken,taken}', 'two in twelve months');
select is(pg_temp.on_day(52, '2022-05-01')->>'outcome', 'none_free', 'no third, though it is before the second');
select is(pg_temp.on_day(53, '2021-05-31')->>'outcome', 'taken', 'but one before the twelve months of both');
select is(pg_temp.on_day(54, '2022-05-02', 'PROJECT'), '{"outcome": "taken", "slot": null}',
	  'a kind that does not count takes none');
select is((select class from centre.application where key = lpad(to_hex(54), 32, '0')), null, 'and is of no class');
select * from finish();
rollback;
