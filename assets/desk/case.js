// One application: why it is looked at, what it says, what happened to it, and what may be done.
import { ask, card, choices, field, fromBase64, local, make, mark, moment, money, say, sheet, show, table, saveFile, yuan } from "./parts.js";
import { taskSheet, taskWhy } from "./counter.js";
import { told, words } from "./tongue.js";
import { FACTS } from "./facts.js";
import { AGAIN, ARRIVED, CAUSES, CHOICES, COUNTER, COUNTER_FOUND, EVENTS, FOUND, GROUNDS, NOTICES, OUTCOMES, QUEUES, ROLES, SIGNATURE, SIGNED, SOURCES, WHY } from "./words.js";

// The reason that this session gave last.
let last = {};

export function openCase(me, key) {
	const reasons = Object.fromEntries(WHY.map((why) => [why, why]));
	show("为什么看这份申请？", card(null, make("p", {}, "看一个人的申请要写原因，会记下来。"),
		sheet("why", [choices("pick", "原因", { ...reasons, other: "别的原因" }, last.form === me.form ? last.pick : ""),
			field("other", "别的原因", make("input", { maxlength: 200, autocomplete: "off" }))], "打开", async (form) => {
			const why = form.pick === "other" ? form.other : form.pick;
			await load(me, key, why);
			last = { form: me.form, pick: form.pick };
		})));
	document.querySelector("#main .card").classList.add("wide");
}

async function load(me, key, why) {
	paint(me, key, why, await ask("case", { key, why }));
}

// ---- what it says ----

function person(one) {
	const whole = make("span", { hidden: true }, told`${one.application?.person.name || ""}　${one.application?.person.id_no || ""}`);
	const masked = make("span", {}, told`${one.label?.name || ""}　${one.label?.id_no || ""}`);
	return make("p", { id: "person" }, one.receipt_no || "", "　", masked, whole, " ", one.application && make("button", { type: "button",
		on: { click: (event) => { whole.hidden = !whole.hidden; masked.hidden = !masked.hidden;
			event.target.textContent = words(whole.hidden ? "看全名、全号" : "遮住"); } } }, "看全名、全号"));
}

function way(one) {
	const at = (when, who, what, ...more) => make("li", {}, make("p", { class: "soft" }, told`${when} · ${who}`), make("p", {}, what), ...more);
	const steps = [at(local(one.signed), one.application?.hall || one.kiosk, "在自助终端签名、提交")];
	for (const event of one.events) {
		const extra = [];
		if (event.detail.outcome)
			extra.push(OUTCOMES[event.detail.outcome]);
		if (event.detail.found)
			extra.push(FOUND[event.detail.found]);
		if (event.detail.whom)
			extra.push(told`${event.detail.whom}，${CAUSES[event.detail.cause]}`);
		if (event.detail.counter_found)
			extra.push(COUNTER[event.detail.task], COUNTER_FOUND[event.detail.counter_found]);
		if (event.detail.paper)
			extra.push(told`到窗口，${event.detail.paper}`);
		if (event.due && event.kind !== "counter")
			extra.push(told`到 ${event.due}`);
		steps.push(at(local(event.at), event.who ? told`${event.who}（${ROLES[event.role]}）` : "本人",
			extra.length ? told`${EVENTS[event.kind]}：${extra.map(words).join(words("，"))}` : EVENTS[event.kind],
			event.reason && make("p", { class: "soft" }, told`理由：${event.reason}`)));
	}
	return card("经过", make("ol", { class: "way" }, ...steps));
}

function amount(item) {
	if (item.is_fee)
		return told`学费 ${money(item.amount_fen)}`;
	return item.amount_fen === null ? "按规定" : item.per_day ? told`${yuan(item.amount_fen)} 元一天` : money(item.amount_fen);
}

function asked(one) {
	const course = one.application?.course;
	return card("申请的", course && make("p", {}, course.title, make("br"), course.institution, make("br"), told`开班 ${course.starts || "待定"}`),
		...(one.application?.items || []).map((item) => make("div", {}, make("p", { class: "pair" }, item.title, make("b", {}, amount(item))),
			make("p", { class: "soft" }, item.sample ? told`示例数据 · ${item.rules.join(" ")}` : item.rules.join(" ")))),
		one.arrived !== "taken" && ARRIVED[one.arrived] && make("p", {}, mark(told`! ${ARRIVED[one.arrived]}`, "warn"),
			make("span", { class: "soft" }, " 通过要由主管复核")));
}

const choice = (known, code) => known.words[code] || CHOICES[code] || code;

// A fact's number in words, as its type in the pack says.
function value(row) {
	const known = FACTS[row.fact] || {};
	if (row.source === "unstated")
		return "不知道";
	switch (known.type) {
	case "bool": return row.value ? "是" : "否";
	case "fen": return money(row.value);
	case "percent": return row.value + "%";
	case "choice": return choice(known, known.choices[row.value]) || String(row.value);
	case "date": return row.value < -2000000 ? "没有" : new Date(864e5 * row.value).toISOString().slice(0, 10);
	default: return String(row.value);
	}
}

function facts(one) {
	const said = Object.fromEntries((one.application?.promises || []).map((promise) => [promise.fact, promise]));
	const rows = (one.application?.facts || []).map((fact) => ({ ...fact, doubtful: fact.contradicted }));
	const doubts = rows.filter((row) => row.doubtful).length;
	rows.sort((a, b) => a.doubtful - b.doubtful);
	return card("用到的事实", make("p", { class: "soft" }, told`共 ${rows.length} 条${doubts ? told`，${doubts} 条不一样` : ""}`),
		table("事实", [["事实", (row) => FACTS[row.fact]?.label || said[row.fact]?.text || row.fact], ["是什么", value],
			["从哪来", (row) => told`${SOURCES[row.source]}${row.contradicted ? "（和别的来源不一样）" : ""}`],
			["日期", (row) => row.as_of, "nowrap"]], rows));
}

function promises(one) {
	const list = one.application?.promises || [];
	return list.length > 0 && card("本人承诺", make("ul", {}, ...list.map((promise) => make("li", {}, promise.text,
		promise.to_verify && " ", promise.to_verify && mark("要核实", "warn")))));
}

function signature(one) {
	return card("签名", make("p", {}, told`${SIGNED[one.application?.signed] || ""}　${moment(one.application?.signed_at)}`),
		one.again && make("p", {}, mark(AGAIN[one.again], one.again === "same" ? "good" : "warn")),
		make("p", {}, mark(SIGNATURE[one.signature], one.signature === "signed" ? "good" : "warn")),
		make("p", { class: "soft" }, told`规则包 ${one.application?.pack || one.pack.slice(0, 12)}`));
}

function others(one) {
	const cases = one.others.cases;
	return card("这个人别的申请", make("p", {}, cases.length ? "" : "没有。", one.others.limit ? told`${one.others.year} 年用了 ${one.others.slots} 次，共 ${one.others.limit} 次。` : ""), cases.length > 0 && make("ul", {}, ...cases.map((other) => make("li", {},
		make("a", { href: "#/case/" + other.key }, other.receipt_no || other.key.slice(0, 8)), told`　${other.queue === "decided" ? OUTCOMES[other.outcome] : QUEUES[other.queue]}`))));
}

function ledger(one) {
	const kinds = { pay: "发放", demand: "要求退回", repaid: "已退回" };
	return one.ledger.length > 0 && card("台账", table("进出", [["日期", (row) => row.day], ["进出", (row) => kinds[row.kind]],
		["项目", (row) => row.benefit === "ALL" ? "全部" : titleOf(one, row.benefit)], ["金额", (row) => money(row.fen), "sum"]], one.ledger));
}

function seen(one) {
	return card("谁看过", make("ul", {}, ...one.seen.map((row) => make("li", { class: "soft" }, told`${local(row.at)}　${row.who}　${row.why}`))));
}

// What the kiosk left to the counter, and a withdrawal that it takes no longer.
function atCounter(me, one, again) {
	const does = me.may.includes("counter_done");
	return one.counter.length > 0 && card("窗口", ...one.counter.map((task) => make("div", {}, make("p", {}, told`${COUNTER[task.kind]}：${taskWhy(task)}`),
		task.found ? make("p", {}, mark(COUNTER_FOUND[task.found], task.found === "wrong" ? "warn" : "good"), make("span", { class: "soft" },
			told` ${task.who}，${local(task.done_at)}：${task.reason}${task.scan ? told`，${task.scan}` : ""}`)) :
		does ? make("details", {}, make("summary", {}, "记结果"), taskSheet(task, again)) : make("p", {}, mark("还没有办", "warn")))));
}

function withdrawal(me, one, act) {
	return me.may.includes("withdraw") && ["new", "verify", "complete", "review"].includes(one.queue) && card("撤回",
		make("details", {}, make("summary", {}, "本人到窗口撤回"), make("p", { class: "soft" }, "终端只在十分钟里收撤回；过了，本人在窗口签一张撤回说明。次数退回给他。"),
			sheet("withdraw", [field("paper", "撤回说明的编号", make("input", { required: true, minlength: 2, maxlength: 60 })),
				field("reason", "怎么核对的本人", make("input", { required: true, minlength: 2, maxlength: 200 }))], "撤回", (form) => act("withdraw", form), "no")));
}

// ---- what may be done ----

const because = (title = "理由（申请人看得到）") => field("reason", title, make("textarea", { rows: 3, required: true, minlength: 2, maxlength: 1000 }));

function fenOf(text) {
	return text === "" || text === undefined ? undefined : Math.round(Number(text) * 100);
}

function titleOf(one, benefit) {
	return one.application?.items.find((item) => item.benefit === benefit)?.title || benefit;
}

// A fee that is waived is nothing to pay out.
function isFee(one, benefit) {
	return one.application?.items.find((item) => item.benefit === benefit)?.is_fee;
}

// What the rules left open: no amount, or so much a day.
function isOpen(one, item) {
	const asked = one.application?.items.find((each) => each.benefit === item.benefit);
	return !asked?.is_fee && ((item.fen ?? null) === null || asked?.per_day);
}

function proposal(one, act) {
	const items = one.items.map((item, i) => {
		const title = titleOf(one, item.benefit);
		return make("div", {}, choices("item" + i, item.fen ? isOpen(one, item) ? told`${title} ${yuan(item.fen)} 元一天` : told`${title} ${money(item.fen)}` : title, { approve: "通过", refuse: "不通过" }),
			isFee(one, item.benefit) ? null : field("fen" + i, isOpen(one, item) ? "一共发多少（元）" : "改金额（不改就空着，元）", make("input", { inputmode: "decimal", pattern: "\\d{1,7}(\\.\\d\\d?)?" })));
	});
	return sheet("propose", [...items, because()], "交给另一个人复核", (form) => {
		const decided = one.items.map((item, i) => ({ benefit: item.benefit, outcome: form["item" + i], fen: fenOf(form["fen" + i]) }));
		const open = one.items.find((item, i) => decided[i].outcome === "approve" && decided[i].fen === undefined &&
			isOpen(one, item));
		if (open)
			throw Object.assign(new Error(told`“${titleOf(one, open.benefit)}”还没有金额，请填上。`), { known: true });
		const outcome = decided.some((item) => item.outcome === "approve") ? "approve" : "refuse";
		return act("propose", { outcome, items: decided, reason: form.reason });
	});
}

function proposed(one) {
	const last = one.events.filter((event) => event.kind === "propose").pop();
	return make("div", {}, make("p", {}, told`${last.who}：${OUTCOMES[last.detail.outcome]}`),
		...last.detail.items.map((item) => make("p", { class: "pair" }, told`${titleOf(one, item.benefit)} ${OUTCOMES[item.outcome]}${item.fen !== item.asked && item.outcome === "approve" ? told`（申请 ${yuan(item.asked)} 元）` : ""}`, make("b", {}, money(item.fen)))),
		make("p", { class: "soft" }, told`理由：${last.reason}`));
}

const ACTS = {
	confirm: (one, act) => [proposed(one), one.mine ? make("p", {}, "您是初审的人，要由别人复核。") :
		sheet("confirm", [because("复核意见（内部）")], "同意", (form) => act("confirm", form))],
	send_back: (one, act) => one.mine ? [] : [sheet("send_back", [because("退回的原因（内部）")], "退回初审", (form) => act("send_back", form), "no")],
	accept: (one, act) => one.events.some((event) => event.kind === "accept") ? [] :
		[sheet("accept", [because()], "受理", (form) => act("accept", form))],
	propose: (one, act) => [proposal(one, act), sheet("not_accepted", [because("不予受理的理由（申请人看得到）")], "不予受理，交复核", (form) =>
		act("propose", { outcome: "not_accepted", reason: form.reason,
			items: one.items.map((item) => ({ benefit: item.benefit, outcome: "refuse" })) }), "no")],
	ask_complete: (one, act) => [sheet("ask_complete", [field("days", "几个工作日内", make("input", { type: "number", min: 1, max: 60, required: true, value: 5 })),
		because("缺什么（申请人看得到）")], "请申请人补正", (form) => act("ask_complete", { ...form, days: Number(form.days) }), "")],
	completed: (one, act) => [sheet("completed", [because("收到了什么")], "补正材料收到", (form) => act("completed", form))],
	verify: (one, act) => [sheet("verify", [field("whom", "向谁核实", make("input", { required: true, minlength: 2, maxlength: 60 })),
		choices("cause", "为什么", CAUSES), because("核实什么")], "去核实", (form) => act("verify", form), "")],
	verified: (one, act) => [sheet("verified", [choices("found", "结果", FOUND), because("怎么核实的")], "记下结果", (form) => act("verified", form))],
	recall: (one, act) => one.outcome !== "approve" || !one.ledger.length ? [] : [sheet("recall", [choices("ground", "为什么追回", GROUNDS),
		field("yuan", "金额（元）", make("input", { required: true, inputmode: "decimal", pattern: "\\d{1,7}(\\.\\d\\d?)?" })), because()], "要求退回", (form) =>
		act("recall", { ground: form.ground, reason: form.reason, fen: fenOf(form.yuan) }), "no")],
	repaid: (one, act) => [sheet("repaid", [field("yuan", "退回了多少（元）", make("input", { required: true, inputmode: "decimal", pattern: "\\d{1,7}(\\.\\d\\d?)?" })),
		because("凭证")], "记下退款", (form) => act("repaid", { reason: form.reason, fen: fenOf(form.yuan) }))],
};
const TITLES = { confirm: "复核", send_back: "退回初审", accept: "受理", propose: "初审：每一项分开定", ask_complete: "补正", completed: "补正回来了",
	verify: "去核实", verified: "核实回来了", recall: "追回", repaid: "退款" };

// Of what was decided a paper for the applicant, as the press of a hall sets it.
function papers(me, one) {
	const decided = one.decision?.outcome;
	const there = { accepted: one.events.some((event) => event.kind === "accept"), complete: one.events.some((event) => event.kind === "ask_complete"),
		"not-accepted": decided === "not_accepted", decision: decided === "approve" || decided === "refuse" };
	const kinds = Object.keys(NOTICES).filter((kind) => there[kind]);
	return me.may.includes("notice") && kinds.length > 0 && card("给申请人的通知", ...kinds.map((kind) => make("p", {}, make("button", {
		type: "button", class: "notice-" + kind, on: { click: async () => {
			const { pdf } = await ask("notice", { key: one.key, kind });
			saveFile(told`${NOTICES[kind]} ${one.receipt_no || one.key}.pdf`, "application/pdf",
				fromBase64(pdf));
			say(told`${NOTICES[kind]}做好了，在下载里。`);
		} } }, told`${NOTICES[kind]}（PDF）`))));
}

function acts(me, one, act) {
	const open = Object.keys(ACTS).filter((kind) => one.can.includes(kind)).map((kind) => [kind, ACTS[kind](one, act)])
		.filter(([, parts]) => parts.length);
	if (!open.length)
		return card("决定", make("p", {}, "现在没有您要做的。"));
	const node = make("section", { class: "card act" }, make("h2", {}, "决定"), ...open.map(([kind, parts], i) =>
		make("details", { open: i === 0 }, make("summary", {}, TITLES[kind]), ...parts)));
	return node;
}

function paint(me, key, why, one) {
	const act = async (name, args) => {
		await ask(name, { ...args, key });
		say("办好了。");
		await load(me, key, why);
	};
	const title = told`${one.label?.course || Object.values(one.label?.titles || {})[0] || "申请"}　${one.queue === "decided" ? OUTCOMES[one.outcome] : QUEUES[one.queue]}`;
	show(title, make("div", { class: "head" }, make("div", {}, make("h1", { "data-title": "" })),
		make("a", { class: "tab", href: "#/queue/" + one.queue }, "‹ 回到申请"), person(one)),
		make("div", { class: "case" }, make("div", {}, way(one), asked(one)),
			make("div", {}, facts(one), promises(one), signature(one), others(one), ledger(one)),
			make("div", {}, acts(me, one, act), atCounter(me, one, () => load(me, key, why)), withdrawal(me, one, act), papers(me, one), seen(one))));
}
