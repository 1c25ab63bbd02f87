// Made from the policy pack by make-facts.
export const FACTS = {
"hukou_ningbo": {
"label": "户口在宁波",
"type": "bool"
},
"works_ningbo": {
"label": "在宁波上班",
"type": "bool"
},
"business_ningbo": {
"label": "在宁波创业",
"type": "bool"
},
"unemployment_registered": {
"label": "在宁波登记失业",
"type": "bool"
},
"resident_ningbo": {
"label": "长期住在宁波",
"type": "bool"
},
"residence_permit_until": {
"label": "居住证有效到",
"type": "date"
},
"two_after": {
"label": "两后生（初高中毕业后没再读书）",
"type": "bool"
},
"rural_transfer": {
"label": "从农村出来做工或经商",
"type": "bool"
},
"unemployed": {
"label": "没有工作或下岗",
"type": "bool"
},
"changing_post": {
"label": "单位安排转岗",
"type": "bool"
},
"veteran": {
"label": "退役军人",
"type": "bool"
},
"military_family_unemployed": {
"label": "随军家属，没有就业",
"type": "bool"
},
"disabled": {
"label": "持残疾人证",
"type": "bool"
},
"poor_labour": {
"label": "登记的贫困劳动力",
"type": "bool"
},
"poor_family_child": {
"label": "登记的贫困家庭子女",
"type": "bool"
},
"employment_difficulty": {
"label": "就业困难人员",
"type": "bool"
},
"zero_employment_household": {
"label": "零就业家庭",
"type": "bool"
},
"low_income_farm_household": {
"label": "低收入农户",
"type": "bool"
},
"paired_region_poor": {
"label": "对口支援地区登记的贫困人员",
"type": "bool"
},
"rural_student": {
"label": "户口在村里",
"type": "bool"
},
"urban_dibao_household": {
"label": "城市低保家庭",
"type": "bool"
},
"enterprise_employee": {
"label": "企业在职职工",
"type": "bool"
},
"frontline_in_post": {
"label": "在生产或服务一线",
"type": "bool"
},
"graduate_with_need": {
"label": "想参加培训的高校毕业生",
"type": "bool"
},
"professional_farmer": {
"label": "职业农民",
"type": "bool"
},
"high_risk_enterprise": {
"label": "在高危行业企业工作",
"type": "bool"
},
"startup_intent": {
"label": "打算创业",
"type": "bool"
},
"claim.cost_fen": {
"label": "实际交的培训考试费",
"type": "fen"
},
"employer_tf_listed": {
"label": "单位在受影响企业清单上",
"type": "bool"
},
"birth_date": {
"label": "出生日期",
"type": "date"
},
"card_id_prefix": {
"label": "证件号码前六位",
"type": "word"
},
"hukou_rural": {
"label": "农业户口",
"type": "bool"
},
"course.kind": {
"label": "课程类别",
"type": "choice",
"choices": [
"QUAL",
"SPECIFIC",
"PROJECT",
"SHORT",
"SPECIALOP",
"OTHER"
]
},
"course.occupation": {
"label": "职业（工种）",
"type": "word"
},
"course.level": {
"label": "等级",
"type": "choice",
"choices": [
"5",
"4",
"3",
"2",
"1",
"S",
"H",
"P",
"T",
"OTHER"
]
},
"course.on_list": {
"label": "课程在公布的目录里",
"type": "bool"
},
"course.std_fen": {
"label": "目录里的补贴标准",
"type": "fen"
},
"course.specific_std_fen": {
"label": "专项能力补贴标准",
"type": "fen"
},
"course.shortage_uplift_pct": {
"label": "紧缺工种上浮比例",
"type": "percent"
},
"course.listed_for_person": {
"label": "项目清单点名您这类人",
"type": "bool"
},
"course.institution": {
"label": "培训机构红黑榜",
"type": "choice",
"choices": [
"none",
"red",
"black",
"revoked",
"OTHER"
]
},
"course.regime": {
"label": "办班方式",
"type": "choice",
"choices": [
"approval",
"filing",
"OTHER"
]
},
"course.filed": {
"label": "开班已备案",
"type": "bool"
},
"course.online": {
"label": "互联网+培训",
"type": "bool"
},
"course.process_done": {
"label": "已完成的步骤",
"type": "count"
},
"claim.attended": {
"label": "参加了培训",
"type": "bool"
},
"claim.hours_met": {
"label": "课时达到规定",
"type": "bool"
},
"claim.cert_type": {
"label": "取得的证书",
"type": "choice",
"choices": [
"QUAL_CERT",
"LEVEL_CERT",
"SPECIFIC_CERT",
"SPECIALOP_CERT",
"PASS_CERT",
"none",
"OTHER"
]
},
"claim.cert_date": {
"label": "证书日期",
"type": "date"
},
"claim.issuer_level": {
"label": "发证机关级别",
"type": "choice",
"choices": [
"municipal_or_above",
"municipal",
"provincial",
"national",
"below_municipal",
"below",
"county",
"county_level",
"district",
"county_or_below",
"district_or_below",
"county_or_district",
"below_city",
"sub_municipal",
"township",
"enterprise",
"institution",
"association",
"private",
"OTHER"
]
},
"living.training_days": {
"label": "培训天数",
"type": "count"
},
"living.min_living_std_fen": {
"label": "最低生活保障标准（月）",
"type": "fen"
},
"post.cert_level": {
"label": "职业资格等级",
"type": "choice",
"choices": [
"5",
"4",
"3",
"2",
"1",
"OTHER"
]
},
"post.trade_shortage": {
"label": "工种在紧缺目录上",
"type": "bool"
},
"post.cert_date": {
"label": "技师证书日期",
"type": "date"
},
"post.months_used": {
"label": "已领岗位补贴的月数",
"type": "count"
},
"post.monthly_fen": {
"label": "岗位补贴每月标准",
"type": "fen"
},
"post.standard_2_fen": {
"label": "技师岗位补贴每月标准",
"type": "fen"
},
"post.standard_1_fen": {
"label": "高级技师岗位补贴每月标准",
"type": "fen"
},
"enterprise.kind": {
"label": "企业申请的补贴",
"type": "choice",
"choices": [
"PREJOB",
"APPR",
"MASTER",
"OTHER"
]
},
"enterprise.new_hire": {
"label": "新录用职工",
"type": "bool"
},
"enterprise.hours_met": {
"label": "岗前培训课时达到规定",
"type": "bool"
},
"enterprise.trainees": {
"label": "参加岗前培训人数",
"type": "count"
},
"enterprise.specific_std_fen": {
"label": "专项能力补贴标准",
"type": "fen"
},
"enterprise.apprentice": {
"label": "学徒身份",
"type": "choice",
"choices": [
"employee",
"student",
"OTHER"
]
},
"enterprise.partner_qualified": {
"label": "合作院校有培训资质",
"type": "bool"
},
"enterprise.current_std_fen": {
"label": "现行师带徒标准",
"type": "fen"
}
};
