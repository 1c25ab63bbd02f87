-- Those who teach, the days on which they do, and what is made public: 五（三）.

create table desk.institution (
	id int generated always as identity primary key,
	name text not null unique check (length(name) between 2 and 80),
	region centre.region not null,
	regime text not null check (regime in ('approval', 'filing')),
	since date not null default desk.today()
);
-- Inspections, complaints, interviews (约谈) and the exit (退出): kept, never edited.
create table desk.institution_event (
	seq bigint generated always as identity primary key,
	institution int not null references desk.institution,
	kind text not null check (kind in ('inspection', 'complaint', 'interview', 'exit')),
	day date not null default desk.today(),
	staff int not null references desk.staff,
	reason text not null check (length(reason) between 2 and 1000)
);
create trigger institution_event_stays before update or delete or truncate on desk.institution_event
	for each statement execute function centre.never_changes();

-- The red and the black list.  What two people agreed on is in force until its last day.
create table desk.listing (
	id int generated always as identity primary key,
	institution int not null references desk.institution,
	colour text not null check (colour in ('red', 'black')),
	first_day date not null,
	last_day date not null check (last_day >= first_day),
	reason text not null check (length(reason) between 2 and 1000),
	proposed_by int not null references desk.staff,
	confirmed_by int references desk.staff check (confirmed_by <> proposed_by)
);

-- The days on which a class meets, and where the pictures of each are kept.
create table desk.class_day (
	course text references desk.course,
	day date,
	video text check (length(video) between 4 and 500),
	video_hash text check (video_hash ~ '^[0-9a-f]{64}$'),
	primary key (course, day),
	check ((video is null) = (video_hash is null))
);

-- What hangs out for everybody: who was approved, masked, for so many working days.
create table desk.disclosure (
	id int generated always as identity primary key,
	region centre.region not null,
	first_day date not null,
	last_day date not null,
	made_by int not null references desk.staff,
	cases int not null check (cases > 0)
);
create table desk.disclosure_row (
	disclosure int references desk.disclosure,
	key centre.key unique references desk.casefile,	-- each hangs out once
	items jsonb not null,
	primary key (disclosure, key)
);
create trigger disclosure_stays before update or delete or truncate on desk.disclosure
	for each statement execute function centre.never_changes();
create trigger disclosure_row_stays before update or delete or truncate on desk.disclosure_row
	for each statement execute function centre.never_changes();

alter table desk.disclosure enable row level security;
create policy desk_district on desk.disclosure to desk_owner
	using ((select desk.my_region()) in (0, region));

insert into desk.action values
	('institutions', 'those who teach'), ('institution_add', 'one more'),
	('institution_note', 'an inspection, a complaint, an interview, an exit'),
	('list_propose', 'the first of two puts one on the red or black list'),
	('list_confirm', 'the second agrees'),
	('class_days', 'the days of a class'), ('class_plan', 'they are planned'),
	('class_video', 'and one has its pictures'),
	('disclosures', 'what hangs out'), ('disclose', 'a list is hung out'),
	('disclosed', 'one such list'),
	('sample', 'some of the new ones are drawn, to find out whether promises are kept'),
	('promises', 'what was found of promises');
insert into desk.may
	select r.role, a.action from (values
	('institutions', '{clerk,reviewer,supervisor,auditor}'), ('institution_add', '{supervisor}'),
	('institution_note', '{clerk,supervisor}'), ('list_propose', '{clerk}'), ('list_confirm', '{supervisor}'),
	('class_days', '{clerk,reviewer,supervisor,auditor}'), ('class_plan', '{clerk,supervisor}'),
	('class_video', '{clerk,supervisor}'),
	('disclosures', '{clerk,reviewer,supervisor,auditor}'), ('disclose', '{supervisor}'),
	('disclosed', '{clerk,reviewer,supervisor,auditor}'), ('sample', '{supervisor}'),
	('promises', '{clerk,reviewer,supervisor,auditor}')) a (action, roles),
	unnest(a.roles::desk.role[]) r (role);

-- ---- institutions ----

create function desk.do_institutions(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('rows', coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'name', i.name,
		'region_name', (select r.name from desk.region r where r.region = i.region), 'regime', i.regime,
		'notes', (select count(*) from desk.institution_event e where e.institution = i.id),
		'last', (select to_jsonb(e) from desk.institution_event e where e.institution = i.id
			order by e.seq desc limit 1),
		'exited', exists (select from desk.institution_event e where e.institution = i.id and e.kind = 'exit'),
		'listings', coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'colour', l.colour,
			'first_day', l.first_day, 'last_day', l.last_day, 'reason', l.reason,
			'in_force', l.confirmed_by is not null and desk.today() between l.first_day and l.last_day,
			'confirmed', l.confirmed_by is not null, 'mine', l.proposed_by = who.id) order by l.id desc)
			from desk.listing l where l.institution = i.id), '[]')) order by i.name), '[]'))
	from desk.institution i where who.region in (0, i.region)
$$;

create function desk.do_institution_add(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
declare
	made int;
begin
	if who.region not in (0, (args->>'region')::int) then
		return desk.failed('not_allowed');
	end if;
	insert into desk.institution (name, region, regime)
		values (trim(args->>'name'), (args->>'region')::smallint, args->>'regime') returning id into made;
	perform desk.note(who, 'desk.institution_add', jsonb_build_object('institution', made));
	return jsonb_build_object('id', made);
end $$;

-- Of the district, and locked; null: not to be seen from here.
create function desk.lock_institution(who desk.staff, id int) returns desk.institution
language plpgsql as $$
#variable_conflict use_column
declare
	found desk.institution;
begin
	select * into found from desk.institution i
		where i.id = lock_institution.id and who.region in (0, i.region) for update;
	return found;
end $$;

create function desk.do_institution_note(who desk.staff, args jsonb) returns jsonb
language plpgsql as $$
declare
	i desk.institution := desk.lock_institution(who, (args->>'institution')::int);
begin
	if i.id is null then
		return desk.failed('not_found');
	end if;
	insert into desk.institution_event (institution, kind, staff, reason)
		values (i.id, args->>'kind', who.id, trim(args->>'reason'));
	perform desk.note(who, 'desk.institution_note', jsonb_build_object('institution', i.id,
		'kind', args->>'kind'));
	return '{}';
end $$;

create function desk.do_list_propose(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
declare
	i desk.institution := desk.lock_institution(who, (args->>'institution')::int);
begin
	if i.id is null then
		return desk.failed('not_found');
	end if;
	insert into desk.listing (institution, colour, first_day, last_day, reason, proposed_by)
		values (i.id, args->>'colour', (args->>'first_day')::date, (args->>'last_day')::date,
			trim(args->>'reason'), who.id);
	perform desk.note(who, 'desk.list_propose', jsonb_build_object('institution', i.id));
	return '{}';
end $$;

-- No two lists at once: one that overlaps what is in force is refused.
create function desk.do_list_confirm(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	l desk.listing;
	i desk.institution;
begin
	select * into l from desk.listing l where l.id = (args->>'id')::int;
	i := desk.lock_institution(who, l.institution);
	if i.id is null then
		return desk.failed('not_found');
	end if;
	if l.proposed_by = who.id then
		return desk.failed('same_person');
	end if;
	if l.confirmed_by is not null or exists (select from desk.listing o where o.institution = i.id
			and o.confirmed_by is not null and o.id <> l.id
			and daterange(o.first_day, o.last_day, '[]') && daterange(l.first_day, l.last_day, '[]')) then
		return desk.failed('wrong_step');
	end if;
	update desk.listing o set confirmed_by = who.id where o.id = l.id;
	perform desk.note(who, 'desk.list_confirm', jsonb_build_object('institution', i.id, 'listing', l.id));
	return '{}';
end $$;

-- For everybody: what is in force today.
create view desk.published_listing as
	select i.name, i.region, l.colour, l.first_day, l.last_day, l.reason
	from desk.listing l join desk.institution i on i.id = l.institution
	where l.confirmed_by is not null and desk.today() between l.first_day and l.last_day;

-- ---- days of a class ----

create function desk.my_course(who desk.staff, id text) returns desk.course language sql stable as $$
	select c from desk.course c where c.id = my_course.id and who.region in (0, c.region)
$$;

create function desk.do_class_days(who desk.staff, args jsonb) returns jsonb language sql as $$
	select case when (desk.my_course(who, args->>'course')).id is null then desk.failed('not_found')
		else jsonb_build_object('rows', coalesce((select jsonb_agg(jsonb_build_object('day', d.day,
			'video', d.video, 'hash', d.video_hash,
			'missing', d.video is null and d.day < desk.today()) order by d.day)
			from desk.class_day d where d.course = args->>'course'), '[]')) end
$$;

-- The working days from one to another, 400 at most; what was planned before stays.
create function desk.do_class_plan(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
declare
	first_day date := (args->>'first_day')::date;
	last_day date := (args->>'last_day')::date;
	count bigint;
begin
	if (desk.my_course(who, args->>'course')).id is null then
		return desk.failed('not_found');
	end if;
	if first_day is null or last_day is null or last_day - first_day not between 0 and 400 then
		return desk.failed('bad_input');
	end if;
	insert into desk.class_day (course, day)
		select args->>'course', first_day + n from generate_series(0, last_day - first_day) n
		where desk.is_working_day(first_day + n) on conflict do nothing;
	get diagnostics count = row_count;
	perform desk.note(who, 'desk.class_plan', jsonb_build_object('course', args->>'course', 'days', count));
	return jsonb_build_object('days', count);
end $$;

create function desk.do_class_video(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
begin
	if (desk.my_course(who, args->>'course')).id is null then
		return desk.failed('not_found');
	end if;
	update desk.class_day d set video = args->>'video', video_hash = args->>'hash'
		where d.course = args->>'course' and d.day = (args->>'day')::date and d.video is null;
	if not found then
		return desk.failed('wrong_step');
	end if;
	perform desk.note(who, 'desk.class_video', jsonb_build_object('course', args->>'course', 'day', args->>'day'));
	return '{}';
end $$;

-- ---- what hangs out ----

-- All that was approved in the district and did not hang out yet, for days working days.
create function desk.do_disclose(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	days int := (args->>'days')::int;
	made int;
	count int;
begin
	if days is null or days not between 1 and 60 then
		return desk.failed('bad_input');
	end if;
	perform pg_advisory_xact_lock(8146220);
	select count(*) into count from desk.decision d join desk.casefile c on c.key = d.key
		where c.region = (args->>'region')::int and d.outcome = 'approve'
		  and not exists (select from desk.disclosure_row r where r.key = d.key);
	if count = 0 then
		return desk.failed('not_found');
	end if;
	insert into desk.disclosure (region, first_day, last_day, made_by, cases)
		values ((args->>'region')::smallint, desk.today(), desk.add_working_days(desk.today(), days), who.id, count)
		returning id into made;
	insert into desk.disclosure_row
		select made, d.key, d.items from desk.decision d join desk.casefile c on c.key = d.key
		where c.region = (args->>'region')::int and d.outcome = 'approve'
		  and not exists (select from desk.disclosure_row r where r.key = d.key);
	perform desk.note(who, 'desk.disclose', jsonb_build_object('disclosure', made, 'cases', count));
	return jsonb_build_object('id', made, 'cases', count);
end $$;

create function desk.do_disclosures(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('rows', coalesce(jsonb_agg(to_jsonb(d) || jsonb_build_object('who', s.shown,
		'region_name', r.name, 'hangs', desk.today() between d.first_day and d.last_day) order by d.id desc), '[]'))
	from (select * from desk.disclosure order by id desc limit 200) d
	join desk.staff s on s.id = d.made_by left join desk.region r on r.region = d.region
$$;

create function desk.do_disclosed(who desk.staff, args jsonb) returns jsonb language sql as $$
	select jsonb_build_object('about', to_jsonb(d), 'rows', coalesce((select jsonb_agg(jsonb_build_object(
		'label', encode(c.label, 'base64'), 'items', r.items) order by c.receipt_no, c.key)
		from desk.disclosure_row r join desk.casefile c on c.key = r.key where r.disclosure = d.id), '[]'))
	from desk.disclosure d where d.id = (args->>'disclosure')::int
	union all select desk.failed('not_found') limit 1
$$;

-- ---- 告知承诺: who promised is believed, and some are looked at ----

-- percent of the new ones, drawn by the database, at least one; each becomes a task.
create function desk.do_sample(who desk.staff, args jsonb) returns jsonb language plpgsql as $$
#variable_conflict use_column
declare
	percent int := (args->>'percent')::int;
	drawn text[];
	one text;
begin
	if percent is null or percent not between 1 and 100
	   or length(trim(coalesce(args->>'whom', ''))) not between 2 and 60 then
		return desk.failed('bad_input');
	end if;
	select array_agg(d.key order by d.person) into drawn from (
		select c.key, a.person from desk.casefile c join centre.application a on a.key = c.key
		where c.queue = 'new' order by random()
		limit (select ceil(count(*) * percent / 100.0) from desk.casefile c where c.queue = 'new')) d;
	if drawn is null then
		return desk.failed('not_found');
	end if;
	foreach one in array drawn loop	-- in one order, as every lock of people is taken
		perform centre.lock_person((select a.person from centre.application a where a.key = one));
		perform desk.advance(one, 'verify', who.id, args->>'reason',
			detail => jsonb_build_object('cause', 'sample', 'whom', trim(args->>'whom')));
	end loop;
	perform desk.note(who, 'desk.sampled', jsonb_build_object('percent', percent, 'cases', cardinality(drawn)));
	return jsonb_build_object('cases', cardinality(drawn));
end $$;

-- By why it was looked at: how many kept, false, not to be found out; and the false ones.
create function desk.do_promises(who desk.staff, args jsonb) returns jsonb language sql as $$
	with looked as (
		select e.key, e.detail->>'found' as found, e.reason, e.day, (select v.detail->>'cause' from desk.event v
			where v.key = e.key and v.kind = 'verify' and v.seq < e.seq order by v.seq desc limit 1) as cause
		from desk.event e where e.kind = 'verified')
	select jsonb_build_object('sums', coalesce((select jsonb_agg(to_jsonb(s)) from (
			select cause, count(*) filter (where found = 'true') as kept,
			       count(*) filter (where found = 'false') as broken,
			       count(*) filter (where found = 'unknown') as unknown
			from looked group by cause order by cause) s), '[]'),
		'rows', coalesce((select jsonb_agg(desk.row(c) || jsonb_build_object('found_on', l.day,
			'reason', l.reason) order by l.day desc, c.key)
			from looked l join desk.casefile c on c.key = l.key where l.found = 'false'), '[]'))
$$;

grant select on all tables in schema desk to desk_owner;
grant insert on desk.institution, desk.institution_event, desk.listing, desk.class_day, desk.disclosure,
	desk.disclosure_row to desk_owner;
grant update on desk.institution, desk.listing, desk.class_day to desk_owner;
grant execute on all functions in schema desk to desk_owner;
revoke execute on function desk.hire, desk.leave, desk.import_targets from desk_owner;
