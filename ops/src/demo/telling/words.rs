//! What clusters of each specialisation can do and make, in plain words of both languages, so that a
//! search finds them by product and by technology.

use registry_events::value::Text;

/// Russian words with English ones.
type Words = (&'static str, &'static str);

/// The words of a specialisation.
pub(super) struct TradeWords {
    key: &'static str,
    /// Activities by ОКВЭД2, the chief one first.
    pub(super) okved: [&'static str; 2],
    technologies: [Words; 4],
    products: [Words; 4],
}

impl TradeWords {
    pub(super) fn of(specialisation: &str) -> &'static Self {
        TRADE_WORDS.iter().find(|words| words.key == specialisation).unwrap_or(&TRADE_WORDS[0])
    }

    /// So many technologies, beginning somewhere.
    pub(super) fn technologies(&self, from: usize, count: usize, english: bool) -> Vec<Text> {
        taken(&self.technologies, from, count, english)
    }

    /// So many products, beginning somewhere.
    pub(super) fn products(&self, from: usize, count: usize, english: bool) -> Vec<Text> {
        taken(&self.products, from, count, english)
    }

    /// A technology.
    pub(super) const fn technology(&self, nth: usize) -> Words {
        self.technologies[nth % 4]
    }

    /// A product.
    pub(super) const fn product(&self, nth: usize) -> Words {
        self.products[nth % 4]
    }
}

fn taken(words: &[Words; 4], from: usize, count: usize, english: bool) -> Vec<Text> {
    let told = (from..from + count.min(4)).map(|nth| words[nth % 4]);
    told.map(|words| said(words, english)).collect()
}

/// Words in Russian, and in English where the cluster tells its profile in English too.
pub(super) fn said((ru, en): Words, english: bool) -> Text {
    let capital = |words: &str| {
        let mut letters = words.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    };
    Text { ru: Some(capital(ru)), en: english.then(|| capital(en)) }
}

const fn words(
    key: &'static str,
    okved: [&'static str; 2],
    technologies: [Words; 4],
    products: [Words; 4],
) -> TradeWords {
    TradeWords { key, okved, technologies, products }
}

/// In the dictionary's order.
const TRADE_WORDS: [TradeWords; 25] = [
    words(
        "oil_gas_extraction",
        ["06.10", "09.10"],
        [
            ("наклонное бурение", "directional drilling"),
            ("сейсморазведка", "seismic survey"),
            ("подготовка газа", "gas treatment"),
            ("телеметрия скважин", "well telemetry"),
        ],
        [
            ("буровой инструмент", "drilling tools"),
            ("станки-качалки", "pump jacks"),
            ("устьевая арматура", "wellhead fittings"),
            ("промывочные жидкости", "drilling fluids"),
        ],
    ),
    words(
        "optics_photonics",
        ["26.70", "27.31"],
        [
            ("лазерная резка", "laser cutting"),
            ("напыление плёнок", "thin-film coating"),
            ("волоконная оптика", "fibre optics"),
            ("спектроскопия", "spectroscopy"),
        ],
        [
            ("линзы и объективы", "lenses and objectives"),
            ("волоконные лазеры", "fibre lasers"),
            ("датчики света", "light sensors"),
            ("микроскопы", "microscopes"),
        ],
    ),
    words(
        "furniture",
        ["31.01", "31.09"],
        [
            ("раскрой плит", "panel cutting"),
            ("гнутьё древесины", "wood bending"),
            ("порошковая окраска", "powder coating"),
            ("цифровой дизайн мебели", "digital furniture design"),
        ],
        [
            ("кухни", "kitchens"),
            ("школьная мебель", "school furniture"),
            ("диваны и кресла", "sofas and armchairs"),
            ("мебельная фурнитура", "furniture fittings"),
        ],
    ),
    words(
        "food",
        ["10.71", "10.51"],
        [
            ("заморозка без потери вкуса", "flavour-saving freezing"),
            ("закваски", "starter cultures"),
            ("упаковка в газовой среде", "modified-atmosphere packaging"),
            ("прослеживаемость сырья", "traceability of ingredients"),
        ],
        [
            ("ржаной хлеб", "rye bread"),
            ("сыры", "cheeses"),
            ("ягодные напитки", "berry drinks"),
            ("детское питание", "baby food"),
        ],
    ),
    words(
        "building_materials",
        ["23.32", "23.61"],
        [
            ("сухой помол", "dry milling"),
            ("печать бетоном", "concrete printing"),
            ("переработка зол", "ash recycling"),
            ("автоклавное твердение", "autoclave curing"),
        ],
        [
            ("клинкерный кирпич", "clinker bricks"),
            ("сухие смеси", "dry mixes"),
            ("теплоизоляция", "thermal insulation"),
            ("сборный железобетон", "precast concrete"),
        ],
    ),
    words(
        "textiles",
        ["13.20", "14.12"],
        [
            ("цифровая печать по ткани", "digital textile printing"),
            ("трикотажное вязание", "knitting"),
            ("водоотталкивающая пропитка", "water-repellent finishing"),
            ("переработка льна", "flax processing"),
        ],
        [
            ("льняные ткани", "linen fabrics"),
            ("спецодежда", "workwear"),
            ("домашний текстиль", "home textiles"),
            ("нетканые полотна", "non-woven fabrics"),
        ],
    ),
    words(
        "jewellery",
        ["32.12", "32.13"],
        [
            ("литьё по выплавляемым моделям", "lost-wax casting"),
            ("огранка камней", "gem cutting"),
            ("эмаль", "enamelling"),
            ("печать восковых моделей", "wax model printing"),
        ],
        [
            ("серебряные украшения", "silver jewellery"),
            ("обручальные кольца", "wedding rings"),
            ("столовое серебро", "silver tableware"),
            ("огранённые камни", "cut gemstones"),
        ],
    ),
    words(
        "industrial_biotech",
        ["20.59", "72.11"],
        [
            ("ферментация", "fermentation"),
            ("генная инженерия микробов", "microbial engineering"),
            ("мембранное разделение", "membrane separation"),
            ("сушка культур", "culture drying"),
        ],
        [
            ("кормовые ферменты", "feed enzymes"),
            ("биоудобрения", "biofertilisers"),
            ("молочная кислота", "lactic acid"),
            ("биоразлагаемые плёнки", "biodegradable films"),
        ],
    ),
    words(
        "metals",
        ["24.10", "24.51"],
        [
            ("непрерывное литьё", "continuous casting"),
            ("термообработка", "heat treatment"),
            ("порошковая металлургия", "powder metallurgy"),
            ("неразрушающий контроль", "non-destructive testing"),
        ],
        [
            ("стальной прокат", "rolled steel"),
            ("литые заготовки", "castings"),
            ("алюминиевый профиль", "aluminium profiles"),
            ("металлические порошки", "metal powders"),
        ],
    ),
    words(
        "defence",
        ["25.40", "30.40"],
        [
            ("стойкие покрытия", "durable coatings"),
            ("защищённая связь", "secure communications"),
            ("испытания на стойкость", "endurance tests"),
            ("точная механика", "precision mechanics"),
        ],
        [
            ("защитные шлемы", "protective helmets"),
            ("полевые радиостанции", "field radios"),
            ("прицельная оптика", "sighting optics"),
            ("спасательное снаряжение", "rescue equipment"),
        ],
    ),
    words(
        "agriculture_fisheries",
        ["01.11", "03.12"],
        [
            ("точное земледелие", "precision farming"),
            ("капельный полив", "drip irrigation"),
            ("садковое рыбоводство", "cage fish farming"),
            ("хранение овощей", "vegetable storage"),
        ],
        [
            ("семена пшеницы", "wheat seed"),
            ("тепличные овощи", "greenhouse vegetables"),
            ("форель", "trout"),
            ("мёд", "honey"),
        ],
    ),
    words(
        "shipbuilding",
        ["30.11", "33.15"],
        [
            ("лазерная сварка корпусов", "laser hull welding"),
            ("стеклопластиковые корпуса", "glass-fibre hulls"),
            ("моделирование хода судна", "ship motion modelling"),
            ("судовая автоматика", "ship automation"),
        ],
        [
            ("речные суда", "river vessels"),
            ("катера", "boats"),
            ("гребные винты", "propellers"),
            ("палубные краны", "deck cranes"),
        ],
    ),
    words(
        "tourism",
        ["79.11", "55.10"],
        [
            ("онлайн-бронирование", "online booking"),
            ("аудиогиды", "audio guides"),
            ("маркировка троп", "trail marking"),
            ("сезонное ценообразование", "seasonal pricing"),
        ],
        [
            ("пешие маршруты", "walking routes"),
            ("экскурсии на заводы", "factory tours"),
            ("гостевые дома", "guest houses"),
            ("гастрономические туры", "food tours"),
        ],
    ),
    words(
        "automotive",
        ["29.32", "29.10"],
        [
            ("штамповка кузовных деталей", "body stamping"),
            ("литьё под давлением", "injection moulding"),
            ("роботизированная сварка", "robotic welding"),
            ("испытания на стенде", "bench testing"),
        ],
        [
            ("тормозные колодки", "brake pads"),
            ("жгуты проводов", "wire harnesses"),
            ("фары", "headlamps"),
            ("кузова автобусов", "bus bodies"),
        ],
    ),
    words(
        "environment_waste",
        ["38.21", "38.32"],
        [
            ("оптическая сортировка отходов", "optical waste sorting"),
            ("компостирование", "composting"),
            ("очистка стоков", "waste-water treatment"),
            ("пиролиз шин", "tyre pyrolysis"),
        ],
        [
            ("вторичный полиэтилен", "recycled polyethylene"),
            ("компост", "compost"),
            ("очистные модули", "treatment units"),
            ("контейнеры для отходов", "waste containers"),
        ],
    ),
    words(
        "chemicals",
        ["20.16", "20.13"],
        [
            ("катализ", "catalysis"),
            ("экструзия полимеров", "polymer extrusion"),
            ("тонкий органический синтез", "fine organic synthesis"),
            ("очистка кристаллизацией", "crystallisation"),
        ],
        [
            ("полипропилен", "polypropylene"),
            ("лаки и краски", "paints and varnishes"),
            ("реагенты для воды", "water treatment reagents"),
            ("катализаторы", "catalysts"),
        ],
    ),
    words(
        "nuclear_radiation",
        ["24.46", "26.51"],
        [
            ("облучение материалов", "irradiation of materials"),
            ("дозиметрия", "dosimetry"),
            ("разделение изотопов", "isotope separation"),
            ("радиационная стерилизация", "radiation sterilisation"),
        ],
        [
            ("дозиметры", "dosimeters"),
            ("медицинские изотопы", "medical isotopes"),
            ("досмотровые установки", "inspection systems"),
            ("защитные контейнеры", "shielded containers"),
        ],
    ),
    words(
        "aerospace",
        ["30.30", "25.62"],
        [
            ("выкладка композитов", "composite lay-up"),
            ("фрезеровка титана", "titanium milling"),
            ("лётные испытания", "flight tests"),
            ("спутниковая съёмка", "satellite imaging"),
        ],
        [
            ("беспилотные самолёты", "unmanned aircraft"),
            ("малые спутники", "small satellites"),
            ("детали шасси", "landing gear parts"),
            ("авиационные кресла", "aircraft seats"),
        ],
    ),
    words(
        "forestry",
        ["16.10", "16.23"],
        [
            ("сушка пиломатериалов", "timber drying"),
            ("клеёный брус", "glued timber"),
            ("учёт леса с воздуха", "aerial forest survey"),
            ("глубокая переработка щепы", "chip processing"),
        ],
        [
            ("клеёные балки", "glulam beams"),
            ("фанера", "plywood"),
            ("дома из бруса", "timber houses"),
            ("топливные гранулы", "wood pellets"),
        ],
    ),
    words(
        "medical",
        ["32.50", "26.60"],
        [
            ("трёхмерная печать имплантов", "implant printing"),
            ("ультразвуковая диагностика", "ultrasound imaging"),
            ("стерильная упаковка", "sterile packaging"),
            ("телемедицина", "telemedicine"),
        ],
        [
            ("хирургический инструмент", "surgical instruments"),
            ("протезы", "prostheses"),
            ("аппараты ИВЛ", "ventilators"),
            ("кардиографы", "cardiographs"),
        ],
    ),
    words(
        "microelectronics_instruments",
        ["26.11", "26.51"],
        [
            ("фотолитография", "photolithography"),
            ("монтаж печатных плат", "circuit board assembly"),
            ("калибровка датчиков", "sensor calibration"),
            ("проектирование микросхем", "chip design"),
        ],
        [
            ("датчики давления", "pressure sensors"),
            ("счётчики энергии", "energy meters"),
            ("силовые микросхемы", "power chips"),
            ("осциллографы", "oscilloscopes"),
        ],
    ),
    words(
        "new_materials",
        ["23.99", "20.60"],
        [
            ("намотка углеволокна", "carbon-fibre winding"),
            ("плазменное напыление", "plasma spraying"),
            ("синтез наночастиц", "nanoparticle synthesis"),
            ("спекание керамики", "ceramic sintering"),
        ],
        [
            ("углепластик", "carbon-fibre plastics"),
            ("техническая керамика", "technical ceramics"),
            ("износостойкие покрытия", "wear-resistant coatings"),
            ("аэрогели", "aerogels"),
        ],
    ),
    words(
        "pharma",
        ["21.20", "21.10"],
        [
            ("синтез субстанций", "synthesis of active substances"),
            ("доклинические испытания", "preclinical trials"),
            ("таблетирование", "tabletting"),
            ("культивирование клеток", "cell culture"),
        ],
        [
            ("таблетки", "tablets"),
            ("вакцины", "vaccines"),
            ("инфузионные растворы", "infusion solutions"),
            ("антибиотики", "antibiotics"),
        ],
    ),
    words(
        "ict",
        ["62.01", "61.10"],
        [
            ("машинное обучение", "machine learning"),
            ("облачные вычисления", "cloud computing"),
            ("защита данных", "data protection"),
            ("компьютерное зрение", "computer vision"),
        ],
        [
            ("учётные системы", "accounting systems"),
            ("навигационные сервисы", "navigation services"),
            ("мобильные приложения", "mobile apps"),
            ("системы видеонаблюдения", "video surveillance"),
        ],
    ),
    words(
        "machinery",
        ["28.41", "28.22"],
        [
            ("пятикоординатная обработка", "five-axis machining"),
            ("числовое управление", "numerical control"),
            ("лазерная наплавка", "laser cladding"),
            ("цифровые двойники", "digital twins"),
        ],
        [
            ("токарные станки", "lathes"),
            ("промышленные роботы", "industrial robots"),
            ("конвейеры", "conveyors"),
            ("гидроцилиндры", "hydraulic cylinders"),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::demo::names::TRADES;

    #[test]
    fn every_specialisation_has_words_of_its_own() {
        let keys: Vec<_> = TRADE_WORDS.iter().map(|words| words.key).collect();
        assert_eq!(keys, TRADES.each_ref().map(|trade| trade.key));
        let products = TRADE_WORDS.iter().flat_map(|words| words.products);
        assert_eq!(products.map(|(ru, _)| ru).collect::<BTreeSet<_>>().len(), 100);
    }
}
