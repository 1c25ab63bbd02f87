-- What was signed, exactly once.  The same key with the same body is the same
-- application, however often it is sent.
--
-- The person comes with every call, a withdrawal too, so that each takes the one lock
-- of its person first and looks afterwards: nothing that is read here can change before
-- the commit.  A year alone would not do, because a trade is had once in a life.  Slots
-- are rows with a unique key; nothing is counted, and no trigger decides.

-- How often a class of benefit may be taken in a year, as the pack in force says.
create table centre.yearly_limit (
	class text primary key check (class ~ '^[A-Z][A-Z0-9_]{0,15}$'),
	most smallint not null check (most between 1 and 9)
);

-- A keyed hash of the number.  A row is there to be locked.
create table centre.person (
	person centre.hash primary key
);

create table centre.application (
	key centre.key primary key,
	kiosk text not null references centre.kiosk,
	person centre.hash not null references centre.person,
	year smallint not null check (year between 2000 and 2100),
	region centre.region not null,
	-- counted for the year's limit; null: it does not count
	class text references centre.yearly_limit,
	-- what may not be had twice; null: nothing of the kind
	occupation text check (length(occupation) between 1 and 128),
	level text check (length(level) between 1 and 32),
	items jsonb not null check (jsonb_typeof(items) = 'array'),
	-- what a kiosk shows of it again: number, day, course; nothing of the person
	about jsonb not null default '{}'
		check (jsonb_typeof(about) = 'object' and length(about::text) <= 4096),
	pack text not null check (pack ~ '^[0-9a-f]{64}$'),
	signed timestamptz not null,
	received timestamptz not null default clock_timestamp(),
	body_hash centre.hash not null,
	-- the person's part: sealed for the desk, opened nowhere else
	sealed bytea not null check (octet_length(sealed) between 1 and 65536),
	answer jsonb not null,
	written xid8 not null default pg_current_xact_id(),
	-- in a backup that was restored and compared: until then the kiosk keeps its copy
	archived timestamptz,
	check ((occupation is null) = (level is null))
);
create index on centre.application (person, year);
create index on centre.application (kiosk) where archived is null;

create table centre.slot (
	person centre.hash,
	year smallint,
	class text references centre.yearly_limit,
	no smallint check (no between 1 and 9),
	application centre.key not null references centre.application
		deferrable initially deferred,
	taken timestamptz not null default clock_timestamp(),
	released timestamptz
);
create unique index slot_taken_once on centre.slot (person, year, class, no)
	where released is null;
create unique index slot_of on centre.slot (application) where released is null;

-- A trade and level is subsidised once in a life, whatever the year.
create table centre.once (
	person centre.hash,
	occupation text,
	level text,
	application centre.key not null references centre.application
		deferrable initially deferred,
	released timestamptz
);
create unique index once_only on centre.once (person, occupation, level)
	where released is null;
create index on centre.once (application);

-- One that comes before its application waits for it here.
create table centre.withdrawal (
	key centre.key primary key,
	application centre.key not null unique,
	kiosk text not null references centre.kiosk,
	person centre.hash not null references centre.person,
	signed timestamptz not null,
	received timestamptz not null default clock_timestamp(),
	body_hash centre.hash not null,
	sealed bytea not null check (octet_length(sealed) between 1 and 65536),
	answer jsonb not null,
	written xid8 not null default pg_current_xact_id(),
	archived timestamptz
);

create type centre.status as enum (
	'received', 'at_staff', 'to_complete', 'approved', 'refused', 'paid', 'withdrawn', 'recalled');

-- Where an application stands is its newest row; none is ever changed.
create table centre.application_status (
	seq bigint generated always as identity primary key,
	application centre.key not null references centre.application
		deferrable initially deferred,
	status centre.status not null,
	at timestamptz not null default clock_timestamp(),
	who text not null,
	note text
);
create index on centre.application_status (application, seq);
create trigger status_stays before update or delete or truncate on centre.application_status
	for each statement execute function centre.never_changes();

create function centre.body_hash(item jsonb, sealed bytea) returns centre.hash
language plpgsql immutable strict as $$
begin
	return sha256(convert_to(item::text, 'UTF8') || '\x00'::bytea || sealed);
end $$;

create function centre.lock_person(person centre.hash) returns void
language plpgsql as $$
#variable_conflict use_column
begin
	insert into centre.person values (lock_person.person) on conflict do nothing;
	perform from centre.person p where p.person = lock_person.person for update;
end $$;

-- The lowest free number of the year, taken; null: none is free.
create function centre.take_slot(person centre.hash, year smallint, class text, application text)
returns smallint language plpgsql as $$
#variable_conflict use_column
declare
	chosen smallint;
begin
	select n into chosen from centre.yearly_limit l, generate_series(1, l.most) n
		where l.class = take_slot.class and not exists (
			select from centre.slot s
			where s.person = take_slot.person and s.year = take_slot.year
			  and s.class = take_slot.class and s.no = n and s.released is null)
		order by n limit 1;
	if chosen is not null then
		insert into centre.slot (person, year, class, no, application)
			values (take_slot.person, take_slot.year, take_slot.class, chosen,
				take_slot.application);
	end if;
	return chosen;
end $$;

create function centre.had_before(person centre.hash, occupation text, level text)
returns boolean language plpgsql stable as $$
#variable_conflict use_column
begin
	return exists (select from centre.once o
		where o.person = had_before.person and o.occupation = had_before.occupation
		  and o.level = had_before.level and o.released is null);
end $$;

create function centre.alarm(who text, what text, detail jsonb) returns void
language sql as $$
	insert into centre.audit (who, what, detail) values (alarm.who, alarm.what, alarm.detail)
$$;

-- What is new about an application whose person and year are locked: its answer.
create function centre.settle(kiosk text, item jsonb, person centre.hash) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
	this text := item->>'key';
	trade text := item->>'occupation';
	no smallint;
begin
	if exists (select from centre.withdrawal w where w.application = this
		   and w.person = settle.person) then
		return '{"outcome": "withdrawn"}';
	end if;
	if trade is not null and centre.had_before(person, trade, item->>'level') then
		return '{"outcome": "had_before"}';
	end if;
	if item->>'class' is not null then
		no := centre.take_slot(person, (item->>'year')::smallint, item->>'class', this);
		if no is null then
			return '{"outcome": "none_free"}';
		end if;
	end if;
	if trade is not null then
		insert into centre.once (person, occupation, level, application)
			values (settle.person, trade, item->>'level', this);
	end if;
	return jsonb_build_object('outcome', 'taken', 'slot', no);
end $$;

create function centre.first_status(answer jsonb) returns centre.status
language plpgsql immutable as $$
begin
	return case answer->>'outcome'
		when 'taken' then 'received'
		when 'withdrawn' then 'withdrawn'
		else 'at_staff'
	end;
end $$;

-- What became of a key that is known already; null: it is new.
create function centre.known_answer(kiosk text, key text, body_hash centre.hash) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
	known record;
begin
	select a.kiosk, a.body_hash, a.answer into known
		from centre.application a where a.key = known_answer.key;
	if not found then
		return null;
	end if;
	if known.kiosk = known_answer.kiosk and known.body_hash = known_answer.body_hash then
		return known.answer || '{"again": true}';
	end if;
	perform centre.alarm(known_answer.kiosk, 'application.other_body',
			     jsonb_build_object('key', known_answer.key, 'first', known.kiosk));
	return '{"outcome": "other_body"}';
end $$;

/*
 * Takes one signed application.  serial: of the certificate; item: key, person (64
 * hex digits), year, region, class, occupation, level, items, about, pack, signed; sealed:
 * the person's part.  Returns {"outcome": …}: taken (with its slot of the year),
 * none_free and had_before (taken in, for staff to look at), withdrawn (its
 * withdrawal came first), other_body (refused, and an alarm), unknown_kiosk,
 * unknown_class (no pack in force counts it: again after the packs were published);
 * "again" where the same was answered before.
 */
create function gate.submit(serial text, item jsonb, sealed bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	kiosk text := (centre.speaker(serial)).name;
	person centre.hash := decode(item->>'person', 'hex');
	hash centre.hash := centre.body_hash(item, sealed);
	answer jsonb;
begin
	if kiosk is null then
		return '{"outcome": "unknown_kiosk"}';
	end if;
	if not exists (select from centre.yearly_limit l where l.class = item->>'class')
	   and item->>'class' is not null then
		return '{"outcome": "unknown_class"}';
	end if;
	perform centre.lock_person(person);
	answer := centre.known_answer(kiosk, item->>'key', hash);
	if answer is not null then
		return answer;
	end if;
	answer := centre.settle(kiosk, item, person);
	insert into centre.application (key, kiosk, person, year, region, class, occupation, level,
					items, about, pack, signed, body_hash, sealed, answer)
		values (item->>'key', kiosk, person, (item->>'year')::smallint,
			(item->>'region')::smallint, item->>'class', item->>'occupation',
			item->>'level', item->'items', coalesce(item->'about', '{}'),
			item->>'pack',
			(item->>'signed')::timestamptz, hash, submit.sealed, answer);
	insert into centre.application_status (application, status, who)
		values (item->>'key', centre.first_status(answer), kiosk);
	return answer;
exception when unique_violation then
	-- The same key for another person came at the same moment and was first.
	return coalesce(centre.known_answer(kiosk, item->>'key', hash), '{"outcome": "other_body"}');
end $$;

-- A freed slot promotes nobody by itself: who got none is with the staff already.
create function centre.release(application text) returns smallint
language plpgsql as $$
#variable_conflict use_column
declare
	freed smallint;
begin
	update centre.once o set released = clock_timestamp()
		where o.application = release.application and o.released is null;
	update centre.slot s set released = clock_timestamp()
		where s.application = release.application and s.released is null
		returning s.no into freed;
	return freed;
end $$;

create function centre.last_status(application text) returns centre.status
language sql stable as $$
	select s.status from centre.application_status s
	where s.application = last_status.application order by s.seq desc limit 1
$$;

create function centre.settle_withdrawal(kiosk text, item jsonb, person centre.hash) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
	taken_back text := item->>'application';
	owner centre.hash;
begin
	select a.person into owner from centre.application a
		where a.key = taken_back;
	if not found then
		return '{"outcome": "waiting"}';
	end if;
	if owner <> settle_withdrawal.person then
		perform centre.alarm(kiosk, 'withdrawal.other_person',
				     jsonb_build_object('application', taken_back));
		return '{"outcome": "other_person"}';
	end if;
	if centre.last_status(taken_back) in ('approved', 'refused', 'paid', 'recalled') then
		return '{"outcome": "decided"}';
	end if;
	insert into centre.application_status (application, status, who)
		values (taken_back, 'withdrawn', kiosk);
	return jsonb_build_object('outcome', 'withdrawn', 'freed', centre.release(taken_back));
end $$;

/*
 * Takes a signed withdrawal.  item: key, application (its key), person, signed.  Returns {"outcome": …}: withdrawn (with the slot it freed),
 * waiting (its application has not come yet), decided (too late: staff must look),
 * other_person and other_body (refused, and an alarm), unknown_kiosk.
 */
create function gate.withdraw(serial text, item jsonb, sealed bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	kiosk text := (centre.speaker(serial)).name;
	person centre.hash := decode(item->>'person', 'hex');
	hash centre.hash := centre.body_hash(item, sealed);
	known record;
	answer jsonb;
begin
	if kiosk is null then
		return '{"outcome": "unknown_kiosk"}';
	end if;
	perform centre.lock_person(person);
	select w.body_hash, w.answer into known
		from centre.withdrawal w where w.key = item->>'key';
	if found and known.body_hash = hash then
		return known.answer || '{"again": true}';
	elsif found then
		perform centre.alarm(kiosk, 'withdrawal.other_body',
				     jsonb_build_object('key', item->>'key'));
		return '{"outcome": "other_body"}';
	end if;
	answer := centre.settle_withdrawal(kiosk, item, person);
	if answer->>'outcome' = 'other_person' then
		return answer;
	end if;
	insert into centre.withdrawal (key, application, kiosk, person, signed, body_hash, sealed,
				       answer)
		values (item->>'key', item->>'application', kiosk, person,
			(item->>'signed')::timestamptz, hash, withdraw.sealed, answer);
	return answer;
end $$;

/*
 * What the centre holds of a person: slots taken by year and class, trades had,
 * and where each application stands, newest first.  item: person.  Asking is
 * written down.
 */
create function gate.person(serial text, item jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	kiosk text := (centre.speaker(serial)).name;
	hash centre.hash := decode(item->>'person', 'hex');
begin
	if kiosk is null then
		return '{"outcome": "unknown_kiosk"}';
	end if;
	insert into centre.audit (who, what, person) values (kiosk, 'person.asked', hash);
	return jsonb_build_object('outcome', 'known',
		'slots', coalesce((select jsonb_agg(jsonb_build_object(
			'year', s.year, 'class', s.class, 'no', s.no, 'application', s.application)
			order by s.year, s.class, s.no)
			from centre.slot s where s.person = hash and s.released is null), '[]'),
		'once', coalesce((select jsonb_agg(jsonb_build_object(
			'occupation', o.occupation, 'level', o.level, 'application', o.application)
			order by o.occupation, o.level)
			from centre.once o where o.person = hash and o.released is null), '[]'),
		'applications', coalesce((select jsonb_agg(jsonb_build_object(
			'key', a.key, 'signed', a.signed, 'items', a.items, 'about', a.about,
			'occupation', a.occupation, 'level', a.level,
			-- where nobody at the desk has done anything yet, the centre says more
			'status', coalesce(nullif(d.status, 'received'),
				centre.last_status(a.key)::text),
			'due', d.due) order by a.signed desc, a.key)
			from centre.application a
			left join desk.status_for_kiosk d on d.key = a.key
			where a.person = hash), '[]'));
end $$;

/*
 * Of item's keys those that need not be kept any longer, because they lie in a proved
 * backup; and those that nobody knows here: a disk was lost, and they are to be sent again.
 */
create function gate.archived(serial text, item jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	speaker text := (centre.speaker(serial)).name;
	asked text[] := array(select jsonb_array_elements_text(item->'keys'));
begin
	if speaker is null then
		return '{"outcome": "unknown_kiosk"}';
	end if;
	return jsonb_build_object('outcome', 'known', 'archived', coalesce((
		select jsonb_agg(k order by k) from (
			select a.key from centre.application a
				where a.key = any (asked) and a.kiosk = speaker
				  and a.archived is not null
			union all
			select w.key from centre.withdrawal w
				where w.key = any (asked) and w.kiosk = speaker
				  and w.archived is not null) as known (k)), '[]'),
		'missing', coalesce((select jsonb_agg(k order by k) from unnest(asked) k
			where not exists (select from centre.application a where a.key = k)
			  and not exists (select from centre.withdrawal w where w.key = k)), '[]'));
end $$;

/*
 * After a backup was restored and compared: what its snapshot saw.  A time would not
 * do, because what was written before it may have been committed after it.
 */
create function centre.mark_archived(snapshot pg_snapshot) returns bigint
language plpgsql as $$
#variable_conflict use_column
declare
	applications bigint;
	withdrawals bigint;
begin
	update centre.application set archived = now()
		where archived is null and pg_visible_in_snapshot(written, snapshot);
	get diagnostics applications = row_count;
	update centre.withdrawal set archived = now()
		where archived is null and pg_visible_in_snapshot(written, snapshot);
	get diagnostics withdrawals = row_count;
	return applications + withdrawals;
end $$;

grant execute on all functions in schema gate to centre_gate;

-- How it stands, for whoever keeps the centre: numbers, and nobody's name.
create function centre.overview() returns jsonb
language sql stable as $$
	select jsonb_build_object(
		'kiosks', (select count(*) from centre.kiosk),
		'certificates', (select count(*) from centre.kiosk_certificate
			where revoked is null and now() < valid_until),
		'applications', (select count(*) from centre.application),
		'not_archived', (select count(*) from centre.application where archived is null),
		'alarms', (select count(*) from centre.audit
			where what in ('application.other_body', 'withdrawal.other_body',
				       'withdrawal.other_person')),
		'by_status', coalesce((select jsonb_object_agg(status, n) from (
			select centre.last_status(key) as status, count(*) as n
			from centre.application group by 1) as s), '{}'))
$$;
