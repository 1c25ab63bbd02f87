-- What goes back to other systems each month: what was applied for, decided and paid, as far as
-- it is theirs.  A file is frozen when it is made; what is otherwise later stands in a later
-- file, as a line that is added or one that is undone.  No file holds a number: a system calls
-- a person by its own name for them, or by one that was made up here.

create table exchange.alias (
	source text references exchange.source,
	alias text check (alias ~ '^[A-Za-z0-9_.:-]{1,64}$' and alias !~ '^[0-9]{17}[0-9Xx]$'),
	person centre.hash not null,
	-- the system said it itself; else it was made up for the first file
	own boolean not null,
	since timestamptz not null default clock_timestamp(),
	primary key (source, alias)
);
create index on exchange.alias (source, person);

-- The name that counts: the newest of its own, else ours.
create function exchange.alias_of(source text, person centre.hash) returns text
language plpgsql stable as $$
#variable_conflict use_column
begin
	return (select a.alias from exchange.alias a
		where a.source = alias_of.source and a.person = alias_of.person
		order by a.own desc, a.since desc limit 1);
end $$;

-- ---- what comes in may name people so, too ----

alter table exchange.stage add column alias text;
alter table exchange.stage alter column person drop not null;

create function exchange.alias_fault(source text, alias text, person centre.hash) returns text
language plpgsql stable as $$
#variable_conflict use_column
begin
	return case
		when person is null then 'alias: nobody is known by it'
		when alias is null then null
		when alias !~ '^[A-Za-z0-9_.:-]{1,64}$' then
			'ref: 1 to 64 letters, digits and _ . : -'
		when alias ~ '^[0-9]{17}[0-9Xx]$' then 'ref: an identity number is no name'
		when exists (select from exchange.alias a where a.source = alias_fault.source
			     and a.alias = alias_fault.alias and a.person <> alias_fault.person) then
			'ref: another person has it'
	end;
end $$;

-- The lines that stand against a batch, each with its reason.
create function exchange.faults(batch bigint) returns table (line int, reason text)
language plpgsql stable as $$
#variable_conflict use_column
begin
	return query select r.line, r.reason from (
		select s.line, coalesce(exchange.alias_fault(b.source, s.alias, s.person),
			case when count(*) filter (where s.alias is not null)
				over (partition by s.alias) > count(*) filter (where s.alias is not null)
				over (partition by s.alias, s.person)
			then 'ref: two people of this batch have it' end,
			exchange.why_not(k.form, s.value, s.as_of,
			row_number() over (partition by s.person, s.fact order by s.line),
			f.as_of)) as reason
		from exchange.stage s
		join exchange.batch b on b.id = s.batch
		left join exchange.fact_kind k on k.fact = s.fact
		left join centre.fact f on f.person = s.person and f.fact = s.fact and f.source = b.source
		where s.batch = faults.batch) r
	where r.reason is not null;
end $$;

-- As in 0020; and the names that the batch gives its people are kept with it.
create or replace function exchange.merge(batch bigint) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
	this exchange.batch;
	merged bigint := 0;
	rejects bigint;
begin
	select b.* into strict this from exchange.batch b where b.id = merge.batch and b.state = 'staged'
		for update;
	insert into exchange.reject (batch, line, reason)
		select this.id, f.line, f.reason from exchange.faults(this.id) f;
	get diagnostics rejects = row_count;
	if rejects = 0 then
		insert into exchange.alias (source, alias, person, own)
			select distinct on (s.alias) this.source, s.alias, s.person, true
			from exchange.stage s where s.batch = this.id and s.alias is not null
			on conflict do nothing;
		insert into centre.fact (person, fact, source, value, as_of, batch)
			select s.person, s.fact, this.source, s.value, s.as_of::date, this.id
			from exchange.stage s where s.batch = this.id
			on conflict (person, fact, source) do update
				set value = excluded.value, as_of = excluded.as_of, batch = excluded.batch;
		get diagnostics merged = row_count;
	end if;
	update exchange.batch b set state = case when rejects = 0 then 'merged' else 'refused' end,
		lines = (select count(*) from exchange.stage s where s.batch = this.id)
		where b.id = this.id;
	delete from exchange.stage s where s.batch = this.id;
	return jsonb_build_object('merged', merged, 'rejects', rejects, 'contradictions', (
		select count(*) from centre.fact f where f.batch = this.id
			and exchange.differs(f.person, f.fact, f.value)));
end $$;

-- A system that reaches this database hands in by COPY, by the names that its files had; it may
-- write there, and read what became of its own batches, and nothing else.
do $$
declare
	name text;
begin
	foreach name in array array['employment', 'insurance', 'examination'] loop
		if not exists (select from pg_roles where rolname = 'exchange_' || name) then
			execute format('create role %I nologin', 'exchange_' || name);
		end if;
		execute format('create table exchange.%I (line bigint generated always as identity,'
			' alias text not null, fact text not null, value text not null,'
			' as_of text not null)', 'from_' || name);
		execute format('create view exchange.%I as select b.id as batch, b.received, b.state,'
			' b.lines, r.line, r.reason from exchange.batch b'
			' left join exchange.reject r on r.batch = b.id where b.source = %L',
			'answer_' || name, name);
		execute format('grant usage on schema exchange to %I', 'exchange_' || name);
		execute format('grant insert (alias, fact, value, as_of) on exchange.%I to %I',
			'from_' || name, 'exchange_' || name);
		execute format('grant select on exchange.%I to %I', 'answer_' || name,
			'exchange_' || name);
	end loop;
end $$;

-- What a system has handed in by COPY becomes a batch.  Its number; null: nothing lay there.
create function exchange.take_in(source text) returns bigint language plpgsql as $$
#variable_conflict use_column
declare
	this bigint;
	lines bigint;
begin
	insert into exchange.batch (source, file) values (take_in.source, 'copy') returning id into this;
	execute format('with taken as (delete from exchange.%I returning *)'
		' insert into exchange.stage (batch, line, person, fact, value, as_of)'
		' select $1, row_number() over (order by t.line), a.person, t.fact, t.value, t.as_of'
		' from taken t left join exchange.alias a on a.source = $2 and a.alias = t.alias',
		'from_' || take_in.source) using this, take_in.source;
	get diagnostics lines = row_count;
	if lines = 0 then
		delete from exchange.batch b where b.id = this;
		return null;
	end if;
	return this;
end $$;

-- ---- what goes back ----

-- What a system is told; trades: only of applications for a trade's level.
create table exchange.told (
	source text references exchange.source,
	what text check (what in ('applied', 'withdrawn', 'decided', 'paid', 'demanded', 'repaid')),
	trades boolean not null,
	primary key (source, what)
);
insert into exchange.told values
	('employment', 'applied', false), ('employment', 'withdrawn', false),
	('employment', 'decided', false), ('employment', 'paid', false),
	('employment', 'demanded', false), ('employment', 'repaid', false),
	('insurance', 'paid', false), ('insurance', 'demanded', false),
	('insurance', 'repaid', false),
	('examination', 'applied', true), ('examination', 'withdrawn', true),
	('examination', 'decided', true);

-- Everything that happened, by its day here; nth tells equal ones apart.
create view exchange.happened as
	select a.key as application, a.person, a.region, a.occupation, a.level, h.*
	from centre.application a cross join lateral (
		select 'applied' as what, n::int as nth,
		       (a.signed at time zone 'Asia/Shanghai')::date as day,
		       i->>'benefit' as benefit, (i->>'fen')::bigint as fen,
		       a.answer->>'outcome' as outcome
			from jsonb_array_elements(a.items) with ordinality as x (i, n)
		union all
		select 'withdrawn', 1, (min(s.at) at time zone 'Asia/Shanghai')::date, null, null, null
			from centre.application_status s
			where s.application = a.key and s.status = 'withdrawn' having count(*) > 0
		union all
		select 'decided', coalesce(n, 1)::int, d.day, i->>'benefit', (i->>'fen')::bigint, d.outcome
			from desk.decision d
			left join jsonb_array_elements(d.items) with ordinality as x (i, n) on true
			where d.key = a.key
		union all
		select case l.kind when 'pay' then 'paid' when 'demand' then 'demanded' else l.kind end,
		       row_number() over (partition by l.kind order by l.seq)::int, l.day, l.benefit,
		       l.fen, null
			from desk.ledger l where l.key = a.key) h;

create table exchange.file (
	source text references exchange.source,
	month text check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
	made timestamptz not null default clock_timestamp(),
	by text not null default session_user,
	primary key (source, month)
);
create table exchange.line (
	source text,
	month text,
	line int check (line > 0),
	act text not null check (act in ('row', 'added', 'undone')),
	-- which line of which earlier file is undone
	of_month text,
	of_line int,
	application centre.key not null,
	what text not null,
	nth int not null,
	day date not null,
	person text not null,	-- an alias
	region centre.region not null,
	occupation text,
	level text,
	benefit text,
	fen bigint,
	outcome text,
	content bytea not null,
	primary key (source, month, line),
	foreign key (source, month) references exchange.file,
	foreign key (source, of_month, of_line) references exchange.line,
	check ((act = 'undone') = (of_line is not null))
);
create unique index undone_once on exchange.line (source, of_month, of_line) where of_line is not null;
create trigger file_stays before update or delete or truncate on exchange.file
	for each statement execute function centre.never_changes();
create trigger line_stays before update or delete or truncate on exchange.line
	for each statement execute function centre.never_changes();

create function exchange.content(h exchange.happened) returns bytea
language sql immutable as $$
	select sha256(convert_to(jsonb_build_array(h.application, h.what, h.nth, h.day, h.region,
		h.occupation, h.level, h.benefit, h.fen, h.outcome)::text, 'UTF8'))
$$;

/*
 * The lines of a month that is over.  Of months that have a file already, what is missing in
 * all files is added, and what stands in one and did not happen is undone.
 */
create function exchange.write_lines(source text, month text) returns void
language plpgsql as $$
#variable_conflict use_column
declare
	past_day date := ((write_lines.month || '-01')::date + interval '1 month')::date;
begin
	create temporary table due on commit drop as
		select h.*, to_char(h.day, 'YYYY-MM') as of_month, exchange.content(h) as content
		from exchange.happened h
		join exchange.told t on t.source = write_lines.source and t.what = h.what
		where h.day < past_day and (not t.trades or h.occupation is not null);
	insert into exchange.alias (source, alias, person, own)
		select distinct write_lines.source, left(encode(sha256(convert_to(write_lines.source,
			'UTF8') || d.person), 'hex'), 32), d.person, false
		from due d where exchange.alias_of(write_lines.source, d.person) is null
		on conflict do nothing;
	with standing as (
		select l.* from exchange.line l where l.source = write_lines.source
		and l.act <> 'undone' and not exists (select from exchange.line u
			where u.source = l.source and u.of_month = l.month and u.of_line = l.line)),
	new as (
		select case when d.of_month = write_lines.month then 'row' else 'added' end as act,
		       null::text as undone_month, null::int as undone_line, d.application, d.what, d.nth,
		       d.day, exchange.alias_of(write_lines.source, d.person) as person, d.region,
		       d.occupation, d.level, d.benefit, d.fen, d.outcome, d.content
			from due d where d.of_month in (select f.month from exchange.file f
				where f.source = write_lines.source)
			  and not exists (select from standing s where s.content = d.content)
		union all
		select 'undone', s.month, s.line, s.application, s.what, s.nth, s.day, s.person, s.region,
		       s.occupation, s.level, s.benefit, s.fen, s.outcome, s.content
			from standing s where s.day < past_day
			  and not exists (select from due d where d.content = s.content))
	insert into exchange.line
		select write_lines.source, write_lines.month, row_number() over (order by
			array_position(array['row', 'undone', 'added'], n.act), n.day, n.application,
			n.what, n.nth), n.*
		from new n;
	drop table due;
end $$;

/*
 * Makes the file of a month that is over, once; whoever asks again gets the same.  Returns
 * {"copy", "lines", "fen"}: the statement that reads its lines, how many, and their sum, in
 * which what is undone is taken off.
 */
create function exchange.close_file(source text, month text) returns jsonb
language plpgsql as $$
#variable_conflict use_column
begin
	if not exists (select from exchange.told t where t.source = close_file.source) then
		raise exception 'no file goes to "%"; exchange.told has who is told', source
			using errcode = 'invalid_parameter_value';
	end if;
	if close_file.month || '-01' > (date_trunc('month', desk.today()) - interval '1 day')::date::text then
		raise exception 'month % is not over; its file is made from the first of the next on', month
			using errcode = 'invalid_parameter_value';
	end if;
	insert into exchange.file (source, month) values (close_file.source, close_file.month)
		on conflict do nothing;
	if found then
		perform exchange.write_lines(source, month);
		insert into centre.audit (who, what, detail) values (session_user, 'exchange.file_made',
			jsonb_build_object('source', close_file.source, 'month', close_file.month));
	end if;
	return (select jsonb_build_object('lines', count(*), 'fen', coalesce(sum(case when l.act = 'undone'
			then -l.fen else l.fen end), 0), 'copy', format('copy (select line, act,'
		' of_month || '':'' || of_line, what, day, application, person, region, occupation, level,'
		' benefit, fen, outcome from exchange.line where source = %L and month = %L order by line)'
		' to stdout (format csv)', close_file.source, close_file.month))
		from exchange.line l where l.source = close_file.source and l.month = close_file.month);
end $$;
