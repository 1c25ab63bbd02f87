-- What other systems say of people: employment, insurance, examinations.  Each hands in
-- whole batches; a batch is merged whole or not at all, and what stood against it is kept
-- with its line.  Nothing is overwritten by another source: every source's own word stands,
-- with its date, and where two differ staff see both.

create schema exchange;
revoke all on schema exchange from public;

create table exchange.source (
	name text primary key check (name ~ '^[a-z][a-z0-9-]{1,30}$'),
	title text not null
);
insert into exchange.source values
	('employment', '就业'), ('insurance', '社保'), ('examination', '评价'), ('other', '其他部门');

-- The facts that a register may state, as the kiosks know them (store/registerfacts.c); leads:
-- whose word counts where several speak of it, null: the newest.
create table exchange.fact_kind (
	fact text primary key,
	form text not null check (form in ('bool', 'date', 'count', 'level', 'yuan', 'region')),
	leads text references exchange.source
);
insert into exchange.fact_kind values
	('hukou_ningbo', 'bool', null), ('works_ningbo', 'bool', 'insurance'),
	('business_ningbo', 'bool', null), ('unemployment_registered', 'bool', 'employment'),
	('resident_ningbo', 'bool', null), ('residence_permit_until', 'date', null),
	('two_after', 'bool', null), ('rural_student', 'bool', null),
	('urban_dibao_household', 'bool', null), ('poor_labour', 'bool', null),
	('poor_family_child', 'bool', null), ('low_income_farm_household', 'bool', null),
	('paired_region_poor', 'bool', null), ('employment_difficulty', 'bool', 'employment'),
	('zero_employment_household', 'bool', 'employment'), ('disabled', 'bool', null),
	('veteran', 'bool', null), ('military_family_unemployed', 'bool', null),
	('rural_transfer', 'bool', 'employment'), ('unemployed', 'bool', 'employment'),
	('changing_post', 'bool', 'employment'), ('graduate_with_need', 'bool', 'employment'),
	('professional_farmer', 'bool', null), ('startup_intent', 'bool', null),
	('enterprise_employee', 'bool', 'insurance'), ('employer_tf_listed', 'bool', null),
	('frontline_in_post', 'bool', 'insurance'), ('high_risk_enterprise', 'bool', null),
	('hukou_rural', 'bool', null), ('post.cert_level', 'level', 'examination'),
	('post.trade_shortage', 'bool', null), ('post.cert_date', 'date', 'examination'),
	('post.months_used', 'count', null), ('post.monthly_fen', 'yuan', null),
	('region', 'region', null);

create table exchange.batch (
	id bigint generated always as identity primary key,
	source text not null references exchange.source,
	file text not null,
	received timestamptz not null default clock_timestamp(),
	state text not null default 'staged' check (state in ('staged', 'merged', 'refused')),
	lines bigint not null default 0
);

create table exchange.stage (
	batch bigint not null references exchange.batch,
	line int not null,
	person centre.hash not null,
	fact text not null,
	value text not null,
	as_of text not null,
	primary key (batch, line)
);

create table exchange.reject (
	batch bigint not null references exchange.batch,
	line int not null,
	reason text not null,
	primary key (batch, line)
);

create table centre.fact (
	person centre.hash,
	fact text references exchange.fact_kind,
	source text references exchange.source,
	value text not null,
	as_of date not null,
	batch bigint not null references exchange.batch,
	primary key (person, fact, source)
);
create index on centre.fact (batch);

create function exchange.is_date(value text) returns boolean
language plpgsql immutable strict as $$
begin
	return case when value ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
		then right(value, 2)::int <= date_part('day',
			(left(value, 7) || '-01')::date + interval '1 month' - interval '1 day')
		else false end;
end $$;

create function exchange.fits(form text, value text) returns boolean
language plpgsql immutable strict as $$
begin
	return case form
		when 'bool' then value in ('true', 'false')
		when 'date' then value = 'none' or exchange.is_date(value)
		when 'count' then value ~ '^[0-9]{1,5}$'
		when 'level' then value ~ '^[1-5]$'
		when 'yuan' then value ~ '^[0-9]{1,8}([.][0-9]{1,2})?$'
		when 'region' then value ~ '^([1-9]|1[0-5])$'
	end;
end $$;

create function exchange.why_not(form text, value text, as_of text, nth bigint, before date)
returns text language plpgsql stable as $$
begin
	return case
		when form is null then 'fact: no register states this'
		when not exchange.fits(form, value) then format('value: not a %s', form)
		when not exchange.is_date(as_of) then 'as_of: not a date that exists, YYYY-MM-DD'
		when as_of::date > current_date + 1 then 'as_of: to come'
		when nth > 1 then 'the same fact of the same person came before in this batch'
		when as_of::date < before then
			format('as_of: this source said something newer, of %s', before)
	end;
end $$;

-- Another source says otherwise; of one person alone, whatever the table holds.
create function exchange.differs(person centre.hash, fact text, value text) returns boolean
language plpgsql stable as $$
#variable_conflict use_column
begin
	return exists (select from centre.fact f where f.person = differs.person
		and f.fact = differs.fact and f.value <> differs.value);
end $$;

/*
 * All of a batch, or nothing.  Returns {"merged", "rejects", "contradictions"}: lines
 * merged, lines that stood against it, and of the people in it facts on which another
 * source says otherwise.
 */
create function exchange.merge(batch bigint) returns jsonb
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
		select this.id, r.line, r.reason from (
			select s.line, exchange.why_not(k.form, s.value, s.as_of,
				row_number() over (partition by s.person, s.fact order by s.line),
				f.as_of) as reason
			from exchange.stage s
			left join exchange.fact_kind k on k.fact = s.fact
			left join centre.fact f on f.person = s.person and f.fact = s.fact
			                       and f.source = this.source
			where s.batch = this.id) r
		where r.reason is not null;
	get diagnostics rejects = row_count;
	if rejects = 0 then
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

-- What counts of a person: the word of who leads, else the newest.
create view exchange.best as
	select distinct on (f.person, f.fact) f.person, f.fact, f.value, f.source, f.as_of
	from centre.fact f join exchange.fact_kind k on k.fact = f.fact
	order by f.person, f.fact, coalesce(f.source = k.leads, false) desc, f.as_of desc, f.source;

-- Where sources differ; for staff.
create view exchange.contradiction as
	select person, fact, jsonb_agg(jsonb_build_object('source', source, 'value', value,
		'as_of', as_of) order by source) as said
	from centre.fact group by person, fact having count(distinct value) > 1;

/*
 * What the registers say of a person.  item: person.  {"outcome": "known", "facts":
 * [{"fact", "value", "source", "as_of", "differs"}]}; differs: another source says
 * otherwise.  Asking is written down.
 */
create function gate.facts(serial text, item jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
	kiosk text := (centre.speaker(serial)).name;
	hash centre.hash := decode(item->>'person', 'hex');
begin
	if kiosk is null then
		return '{"outcome": "unknown_kiosk"}';
	end if;
	insert into centre.audit (who, what, person) values (kiosk, 'facts.asked', hash);
	return jsonb_build_object('outcome', 'known', 'facts', coalesce((
		select jsonb_agg(jsonb_build_object('fact', b.fact, 'value', b.value,
			'source', b.source, 'as_of', b.as_of,
			'differs', exchange.differs(hash, b.fact, b.value)) order by b.fact)
		from exchange.best b where b.person = hash), '[]'));
end $$;
grant execute on function gate.facts to centre_gate;
