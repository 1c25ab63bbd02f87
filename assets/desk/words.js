// The desk's words.  A key of the database is looked up here and nowhere else.
export const QUEUES = { verify: "要核实", new: "待初审", complete: "待补正", review: "待复核", pay: "待发放",
	recall: "追回", decided: "已办结" };
export const HANDS = { mine: "我", nobody: "还没有人" };
export const OUTCOMES = { approve: "通过", refuse: "不通过", not_accepted: "不予受理", withdrawn: "本人撤回" };
export const ROLES = { clerk: "初审", reviewer: "复核", supervisor: "主管", auditor: "审计", technician: "技术" };
export const EVENTS = { accept: "受理", ask_complete: "请申请人补正", completed: "收到补正材料", verify: "去核实",
	verified: "核实回来", propose: "初审", send_back: "退回初审", confirm: "复核同意", pay: "列入发放表",
	recall: "要求退回补贴", repaid: "收到退款", withdrawn: "本人撤回", counter: "窗口办了" };
export const ARRIVED = { none_free: "本年次数已满", had_before: "同工种同等级领过" };
export const SOURCES = { registry: "登记", declared: "本人说的", card: "卡上", derived: "推算", unstated: "没有说" };
export const SIGNED = { ink: "手写签名", keypad: "按键确认", "card-pin": "卡密码确认", paper: "纸上签名", none: "没有签名" };
export const SIGNATURE = { signed: "✓ 终端签章核对无误", stranger: "! 终端签章不认识，请核对", unsigned: "! 没有终端签章，请核对",
	closed: "! 密封部分打不开，请联系技术" };
export const AGAIN = { same: "✓ 按当天的规则重算，结果一样", other: "! 按当天的规则重算，结果不一样", no_pack: "! 当天的规则包不在这里，没有重算", not_carried: "! 从U盘收的，这里不重算" };
export const CAUSES = { doubt: "说法不一致", risk: "按风险", sample: "按抽样" };
export const FOUND = { true: "属实", false: "不属实", unknown: "查不清" };
export const GROUNDS = { deceit: "骗取", diversion: "套取", error: "发错" };
export const NOTICES = { accepted: "受理通知", complete: "补正通知", "not-accepted": "不予受理通知", decision: "审核结果通知" };
export const COUNTER = { original: "等原件", vouched: "当面核对过的", no_card: "没有带卡的", cards: "落下的卡" };
export const COUNTER_FOUND = { arrived: "原件收到了", scanned: "扫描了", right: "是本人", wrong: "不是本人" };
export const VOUCHED = { 0: "没有密码", 1: "忘了卡密码，或者卡锁了", 2: "这种卡没有密码", 3: "手不方便按密码", 4: "没有带卡" };
export const CARD_KINDS = { social: "社保卡", id: "身份证", permit: "居住证", other: "别的卡" };
export const ENDED = { returned: "还给本人", issuer: "交给发卡的单位", police: "交给公安" };
export const COLOURS = { red: "红榜", black: "黑榜" };
export const NOTES = { inspection: "检查", complaint: "投诉", interview: "约谈", exit: "机构退出" };
export const RATED = { evaluation: "第三方评估", learners: "学员", inspection: "检查" };
export const REGIMES = { approval: "审批", filing: "备案" };
export const ALARMS = { never_heard: "还没有消息", silent: "没有消息了", clock: "钟不准", no_reader: "没有读卡器", printer: "打印机要看", supplies: "耗材快用完了", disk: "快存满了",
	set_aside: "有信要人看", waiting: "有信送不出", no_pack: "没有规则包", certificate: "证书快到期", data_register: "登记数据旧了",
	data_catalogue: "目录旧了", data_institutions: "机构名单旧了", data_standards: "标准旧了", data_history: "享受记录旧了" };
export const PRINTERS = { ready: "✓ 可以打印", paper_empty: "! 没有纸", stopped: "! 停了", broken: "! 坏了", unknown: "不知道" };
// A list's columns keep the names that a kiosk's import knows; people read these.
export const COLUMN_NAMES = { id: "编号", title: "名称", title_zh: "名称", title_hant: "名称（繁体）", title_en: "名称（英文）", kind: "类别", occupation: "工种", level: "等级",
	on_list: "在目录里", std_yuan: "标准（元）", std_from: "标准从", std_until: "标准到", shortage_uplift_pct: "紧缺上浮%", uplift_pct: "上浮%", listed_for_person: "个人可报",
	institution: "机构", region: "地区", starts: "开班", training_days: "天数", filed: "已备案", online: "线上", source: "来源", family: "大类", note: "备注",
	status: "红黑榜", listed: "上榜日", address_zh: "地址", address_hant: "地址（繁体）", address_en: "地址（英文）", phone: "电话", what: "什么", from: "从哪天起", yuan: "元",
	department: "部门", persons: "人数", credit_code: "统一社会信用代码", name: "名称", rule: "条款", document: "文件", day: "日期", works: "上班吗", why: "为什么", line: "预算科目", benefits: "管哪些项目" };
Object.assign(COLUMN_NAMES, { key: "参数", by: "谁定的", matter: "管什么", value: "数（钱是分）", uplift_pct: "上浮%" });
// Of facts whose choices the pack does not call anything.
export const CHOICES = { QUAL: "职业资格和等级", SPECIFIC: "专项能力", PROJECT: "项目制培训", SHORT: "短期技能", SPECIALOP: "特种作业", OTHER: "别的",
	5: "五级", 4: "四级", 3: "三级", 2: "二级", 1: "一级", S: "专项", H: "短期", P: "项目", T: "特种", none: "没有", red: "红榜", black: "黑榜",
	revoked: "被取消", approval: "审批", filing: "备案", PREJOB: "岗前培训", APPR: "新型学徒制", MASTER: "师带徒" };
export const GRADES = ["很不满意", "不满意", "一般", "满意", "很满意"];
export const WHY = ["办理这份申请", "本人来问", "复核", "抽查"];
export const AUDIT = { "desk.signed_in": "登录", "desk.signed_out": "退出", "desk.sign_in_refused": "登录不成功",
	"desk.sign_in_waits": "多次不成功，暂停登录", "desk.case_seen": "看了一份申请", "desk.searched": "查找",
	"desk.not_allowed": "没有权限，已拒绝", "desk.not_found": "找不到或不是本区，已拒绝", "desk.pay_run": "做发放表", "desk.notice": "做通知书",
	"desk.institution_add": "登记机构", "desk.institution_note": "记机构的事", "desk.institution_rate": "记机构的评价", "desk.list_propose": "提名上榜", "desk.list_confirm": "同意上榜",
	"desk.call_taken": "去帮忙", "desk.file_seen": "看了培训档案", "desk.file_printed": "打印培训档案", "desk.list_entered": "录名单",
	"desk.list_agreed": "同意名单", "desk.course_department": "定课程的主管部门", "desk.class_plan": "排课", "desk.class_video": "登记影像", "desk.disclose": "公示", "desk.sampled": "抽查",
	"desk.found_card_asked": "查落下的卡", "desk.found_card_add": "登记落下的卡", "desk.found_card_end": "交出落下的卡",
	"desk.close_month": "月份封存", "desk.course_step": "登记课程进度", "desk.hired": "登记人员", "desk.left": "人员离岗",
	"person.asked": "终端查询本人记录", "kiosk.enrolled": "登记终端", "kiosk.revoked": "停用终端" };
export const ERRORS = { signed_out: "登录已经结束，请再登录。", not_allowed: "您的岗位不能做这一步。",
	not_found: "找不到，或者不是本区的。", wrong_step: "这一步现在不能做：可能刚有别人办过，请看最新的经过。",
	needs_reason: "请写理由，至少两个字。", same_person: "初审的人不能自己复核。", taken_day: "这份名单已经有一版从这一天起用，不能再改；请把新的一版定在晚一天。",
	needs_counter: "窗口还没有办完：等原件，或者核对下来不是本人。现在不能通过。", not_the_holder: "号码和卡上的不一样，不能还给这个人。", bad_input: "有一项没有填对，什么都没有改。",
	no_press: "这台机器没有装排版程序，请在大厅的机器上打印。",
	wrong: "用户名、密码或动态码不对。", waits: "错了太多次，请过十五分钟再试。" };
