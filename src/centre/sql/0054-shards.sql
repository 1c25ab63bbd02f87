-- What a router before several shards (kiosk-config/centre/router.sql) calls on each of them.

-- What stood before; null: none.
create function centre.set_limit(class text, most int) returns int
language plpgsql as $$
#variable_conflict use_column
declare
	before int := (select l.most from centre.yearly_limit l where l.class = set_limit.class);
begin
	insert into centre.yearly_limit (class, most) values (set_limit.class, set_limit.most::smallint)
		on conflict (class) do update set most = excluded.most, pack = null;
	insert into centre.audit (who, what, detail) values (session_user, 'limit.set',
		jsonb_build_object('class', set_limit.class, 'most', set_limit.most));
	return before;
end $$;

-- ---- a batch, looked at and merged in two steps, because a shard has but a part of it ----

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

-- This shard's lines of the batch `token`, put aside.  Returns what stands against them.
create function exchange.put_aside(token text, source text, lines int[], persons text[], facts text[],
				   said text[], dates text[], aliases text[])
returns table (line int, reason text) language plpgsql as $$
#variable_conflict use_column
declare
	this bigint;
begin
	insert into exchange.batch (source, file) values (put_aside.source, put_aside.token)
		returning id into this;
	insert into exchange.stage (batch, line, person, fact, value, as_of, alias)
		select this, l.line, decode(l.person, 'hex'), l.fact, l.said, l.day, l.alias
		from unnest(lines, persons, facts, said, dates, aliases) as l (line, person, fact, said, day, alias);
	return query select f.line, f.reason from exchange.faults(this) f;
end $$;

-- What was put aside is merged, or dropped; null: this shard had no line of it.
create function exchange.settle_aside(token text, keep boolean) returns jsonb
language plpgsql as $$
#variable_conflict use_column
declare
	this bigint := (select b.id from exchange.batch b where b.file = settle_aside.token and b.state = 'staged');
begin
	if this is null then
		return null;
	elsif keep then
		return exchange.merge(this);
	end if;
	delete from exchange.stage s where s.batch = this;
	update exchange.batch b set state = 'refused' where b.id = this;
	return null;
end $$;
