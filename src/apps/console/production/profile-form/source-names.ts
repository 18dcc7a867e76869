/**
 * What profiles name as their sources beside laws, in English: documents by what they are called, what we saw or read of
 * by a few words. Marks of our notes (`G-gz`) stay as they are.
 */
const names: Readonly<Record<string, string>> = {
  '在用追溯平台字段 (G-gz)': 'Fields of a traceability platform in use (G-gz)',
  'NY/T 4712-2025 (二手资料)': 'NY/T 4712-2025 (secondary source)',
  '海南田头检测放行、凭证过海出岛 (二手资料)':
    'Hainan: tested and released in the field, leaves the island with the report (secondary source)',
  '肉类蔬菜流通追溯体系基本要求 (商务部)':
    'Basic Requirements for the Traceability of Meat and Vegetables in Circulation (Ministry of Commerce)',
  '集中交易市场开办者查验义务 (二手资料)': 'Checks that market operators owe (secondary source)',
  '畜禽标识管理 (二手资料)': 'Identification of livestock and poultry (secondary source)',
  '农产品质量安全追溯操作规程 水产品 第7章':
    'Operating Procedure for the Traceability of Agricultural Products: Aquatic Products, ch. 7',
  '休药期“度日” = 水温 × 停药天数 (nongye.s666.cn)':
    'Withdrawal in degree-days = water temperature × days without the drug (nongye.s666.cn)',
  '总局2017年第39号公告 (二手资料，原文未见)':
    'Food and Drug Administration, Announcement No. 39 of 2017 (secondary source, original not seen)',
  '关于白酒生产企业建立质量安全追溯体系的指导意见 (2015)':
    'Guiding Opinions on Quality and Safety Traceability at Baijiu Producers (2015)',
  '城市对接平台代码表与字段 (G-cd, G-gz)': 'Code tables and fields of a platform that cities connect to (G-cd, G-gz)',
  '全国肉类蔬菜流通追溯体系建设规范(试行) (2010-11-08)':
    'National Specification for Building the Traceability of Meat and Vegetables in Circulation (trial) (2010-11-08)',
  '肉类流通追溯体系基本要求 (商务部)':
    'Basic Requirements for the Traceability of Meat in Circulation (Ministry of Commerce)',
  '蔬菜流通追溯体系基本要求 (商务部)':
    'Basic Requirements for the Traceability of Vegetables in Circulation (Ministry of Commerce)',
  '技术管理要求 XML文件 (第5页；第1—4页未见)': 'Technical Requirements, XML files (page 5; pages 1–4 not seen)',
  '在用电梯维保平台字段 (G-elev)': 'Fields of a lift maintenance platform in use (G-elev)',
  '96333 电梯应急处置 (二手资料)': '96333 lift emergency response (secondary source)',
  'TSG T7001-2023 (二手资料)': 'TSG T7001-2023 (secondary source)',
  'TSG T7008-2023 (二手资料)': 'TSG T7008-2023 (secondary source)',
  'GB 5842-2006 及地方规定 (二手资料)': 'GB 5842-2006 and local rules (secondary source)',
  '在用气瓶充装平台字段 (G-cylfill)': 'Fields of a gas cylinder filling platform in use (G-cylfill)',
  'TSG 23-2021 及修改单 (二手资料)': 'TSG 23-2021 with its amendment (secondary source)',
  '气瓶“七不充装” (二手资料)': 'The seven cases in which a gas cylinder is not filled (secondary source)',
  '在用气瓶检验平台字段 (G-cylchk)': 'Fields of a gas cylinder inspection platform in use (G-cylchk)',
  'NMPAB/T 1001-2019 (二手资料)': 'NMPAB/T 1001-2019 (secondary source)',
  '在用药品追溯平台接口 (G-kyt)': 'Interface of a drug traceability platform in use (G-kyt)',
  'NMPAB/T 1002-2019 (征求意见稿)': 'NMPAB/T 1002-2019 (draft for comment)',
  '国家中药材流通追溯体系建设规范 (商务部)':
    'National Specification for Building the Traceability of Chinese Medicinal Materials (Ministry of Commerce)',
  '工业雷管编码基本规则 (GA 441)': 'Basic Rules for the Coding of Industrial Detonators (GA 441)',
  '在用民爆信息系统台账 (P-mbwledger)': 'Ledger of a civil explosives system in use (P-mbwledger)',
  'GA 1531-2018 电子雷管起爆控制器字段 (G-det)': 'GA 1531-2018, fields of electronic detonator controllers (G-det)',
  'AQ 4102-2008 烟花爆竹流向登记 (二手资料)': 'AQ 4102-2008, where fireworks go (secondary source)',
  '北京市烟花爆竹流向管理 (二手资料 P-fwbj)': 'Beijing: where fireworks go (secondary source, P-fwbj)',
  '在用烟花爆竹流向系统字段 (G-fw)': 'Fields of a system in use for where fireworks go (G-fw)',
  '农业部公告第2579号 (2018-01-01起施行)': 'Ministry of Agriculture, Announcement No. 2579 (in force from 2018-01-01)',
  '在用农资追溯平台 (G-nz315)': 'A traceability platform for farm inputs in use (G-nz315)',
  '农业农村部公告第925号 (二手资料，原文未见)':
    'Ministry of Agriculture and Rural Affairs, Announcement No. 925 (secondary source, original not seen)',
  '农业部公告第2210号 (二手资料)': 'Ministry of Agriculture, Announcement No. 2210 (secondary source)',
  '在用种子标签查询页字段 (G-seed)': 'Fields of a look-up page for seed labels in use (G-seed)',
  '农业部种子标签二维码编码规则 (2016-09-18)':
    'Ministry of Agriculture, Coding Rules for QR Codes on Seed Labels (2016-09-18)',
}

/**
 * A source in English. A province that asks for a field more strictly adds its decision (`source; decision`), whose number
 * is data and stays as it was written.
 */
export const sourceInEnglish = (source: string): string =>
  source
    .split('; ')
    .map((part) => (Object.hasOwn(names, part) ? names[part] : part))
    .join('; ')
