-- Twenty thousand applications that were decided, paid and told to other systems, as their acts would
-- have left them, and what each table has of one, with its indexes and beside the sealed part.
set client_min_messages = error;
set session_replication_role = replica;
insert into centre.yearly_limit values ('COURSE', 3);
insert into centre.kiosk values ('haishu-1', 1);
insert into desk.staff (name, shown, role, region, password, totp)
	select 'clerk-' || n, '示例数据', 'clerk', 1, '$argon2id$', '\x00' from generate_series(1, 2) n;
insert into desk.pay_run (region, period, made_by, cases, fen) values (1, '2021-03', 1, 1, 1);
insert into centre.application (key, kiosk, person, year, region, class, occupation, level, items, about, pack,
				signed, body_hash, sealed, answer, slot, held, archived, has_case)
	select md5(n::text), 'haishu-1', sha256(n::text::bytea), 2021, 1, 'COURSE', '焊工', '4',
	       '[{"benefit": "TRAIN", "fen": 104000}]', jsonb_build_object('receipt_no', 'XKHS0120210315-0001',
	       'title_zh', '焊工（四级）', 'title_en', 'Welder (level 4)', 'kind', 'TRAIN'), repeat('ab', 32), now(),
	       sha256(n::text::bytea), '\x01', '{"outcome": "taken", "slot": 1}', 1, true, now(), true
	from generate_series(1, 20000) n;
insert into centre.application_status (application, status, who)
	select key, 'at_staff', 'desk' from centre.application, generate_series(1, 2);
insert into desk.casefile (key, region, queue, signed, receipt_no, person_hash, label, course, opened)
	select key, 1, 'decided', now(), 'XKHS0120210315-0001', sha256(person), decode(repeat('ab', 120), 'hex'),
	       'C001', now() from centre.application;
insert into desk.event (key, region, kind, from_queue, to_queue, staff, reason, detail)
	select key, 1, 'accept', 'new', 'new', 1, '材料齐全，符合受理条件', '{"outcome": "approve"}'
	from centre.application, generate_series(1, 4);
insert into desk.decision (key, region, outcome, items, fen, reason, proposed_by, confirmed_by, course)
	select key, 1, 'approve', '[{"benefit": "TRAIN", "outcome": "approve", "asked": 104000, "fen": 104000}]',
	       104000, '符合规定', 1, 2, 'C001' from centre.application;
insert into desk.ledger (key, region, benefit, kind, fen, pay_run, staff, reason, course)
	select key, 1, 'TRAIN', 'pay', 104000, 1, 1, '拨付', 'C001' from centre.application;
insert into centre.audit (who, what, person)
	select 'haishu-1', 'person.asked', person from centre.application, generate_series(1, 2);
insert into centre.audit (who, what, detail)
	select 'clerk-1', 'desk.case_seen', jsonb_build_object('key', key)
	from centre.application, generate_series(1, 3);
insert into exchange.line
	select 'employment', '2021-03', row_number() over (), 'row', null, null, key, 'applied', 1, '2021-03-15',
	       left(encode(person, 'hex'), 32), 1, '焊工', '4', 'TRAIN', 104000, 'taken', person
	from centre.application, generate_series(1, 7);
create temporary table part as select n.nspname || '.' || regexp_replace(c.relname, '_(20..|rest)$', '') as name,
	sum(pg_total_relation_size(c.oid)) / 20000 as bytes
	from pg_class c join pg_namespace n on n.oid = c.relnamespace
	where n.nspname in ('centre', 'desk', 'exchange') and c.relkind = 'r' group by 1;
select format('%s: %s B', name, round(bytes)) from part where bytes > 50 order by bytes desc;
select format('together %s B an application', round(sum(bytes))) from part where bytes > 50;
