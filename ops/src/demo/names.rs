//! Invented names of clusters and organisations; every one says that it is invented.

use registry_events::value::Text;

use super::dice::Dice;

/// How clusters and firms of a specialisation are called.
pub(super) struct Trade {
    /// The specialisation's code.
    pub(super) key: &'static str,
    adjective: &'static str,
    adjective_en: &'static str,
    firm: &'static str,
    products: &'static str,
}

/// The 25 specialisations in the dictionary's order.
pub(super) const TRADES: [Trade; 25] = [
    trade("oil_gas_extraction", "Нефтегазовый", "Oil and Gas", "Скважина", "добычу нефти и газа"),
    trade("optics_photonics", "Оптический", "Optics", "Линза", "оптические приборы и лазеры"),
    trade("furniture", "Мебельный", "Furniture", "Мебель", "корпусную и мягкую мебель"),
    trade("food", "Пищевой", "Food", "Каравай", "хлеб, молочные продукты и напитки"),
    trade(
        "building_materials",
        "Строительный",
        "Building Materials",
        "Кирпич",
        "строительные материалы",
    ),
    trade("textiles", "Текстильный", "Textile", "Ткань", "ткани и одежду"),
    trade("jewellery", "Ювелирный", "Jewellery", "Самоцвет", "ювелирные украшения"),
    trade(
        "industrial_biotech",
        "Биотехнологический",
        "Biotech",
        "Фермент",
        "ферменты и биопрепараты",
    ),
    trade("metals", "Металлургический", "Metals", "Прокат", "прокат и литьё"),
    trade("defence", "Оборонный", "Defence", "Щит", "изделия специального назначения"),
    trade("agriculture_fisheries", "Аграрный", "Agrifood", "Нива", "зерно, овощи и рыбу"),
    trade(
        "shipbuilding",
        "Судостроительный",
        "Shipbuilding",
        "Верфь",
        "суда и судовое оборудование",
    ),
    trade("tourism", "Туристский", "Tourism", "Маршрут", "туры и услуги гостеприимства"),
    trade("automotive", "Автомобильный", "Automotive", "Автодеталь", "автомобили и автокомпоненты"),
    trade(
        "environment_waste",
        "Экологический",
        "Environmental",
        "Вторсырьё",
        "переработку отходов",
    ),
    trade("chemicals", "Химический", "Chemical", "Полимер", "полимеры и реагенты"),
    trade("nuclear_radiation", "Ядерный", "Nuclear", "Изотоп", "изотопы и приборы контроля"),
    trade("aerospace", "Авиационный", "Aerospace", "Крыло", "узлы самолётов и спутники"),
    trade("forestry", "Лесной", "Forest", "Сруб", "пиломатериалы и дома из дерева"),
    trade("medical", "Медицинский", "Medical", "Мединструмент", "медицинскую технику"),
    trade(
        "microelectronics_instruments",
        "Приборостроительный",
        "Instruments",
        "Прибор",
        "приборы и микросхемы",
    ),
    trade(
        "new_materials",
        "Материаловедческий",
        "New Materials",
        "Композит",
        "композиты и покрытия",
    ),
    trade("pharma", "Фармацевтический", "Pharma", "Фарма", "лекарства и субстанции"),
    trade("ict", "ИТ", "ICT", "Софт", "программы и услуги связи"),
    trade("machinery", "Машиностроительный", "Machinery", "Станок", "станки и оборудование"),
];

impl Trade {
    /// «Лесной кластер», but «ИТ-кластер»: an abbreviation is joined by a hyphen.
    fn cluster(&self) -> String {
        let is_abbreviation = self.adjective.chars().all(char::is_uppercase);
        let between = if is_abbreviation { '-' } else { ' ' };
        format!("{}{between}кластер", self.adjective)
    }
}

const fn trade(
    key: &'static str,
    adjective: &'static str,
    adjective_en: &'static str,
    firm: &'static str,
    products: &'static str,
) -> Trade {
    Trade { key, adjective, adjective_en, firm, products }
}

const EPITHETS: [(&str, &str); 16] = [
    ("Белая", "White"),
    ("Синяя", "Blue"),
    ("Тихая", "Quiet"),
    ("Ясная", "Clear"),
    ("Золотая", "Golden"),
    ("Северная", "Northern"),
    ("Утренняя", "Morning"),
    ("Снежная", "Snowy"),
    ("Дальняя", "Far"),
    ("Светлая", "Bright"),
    ("Лесная", "Forest"),
    ("Речная", "River"),
    ("Горная", "Mountain"),
    ("Вечерняя", "Evening"),
    ("Новая", "New"),
    ("Весенняя", "Spring"),
];

const THINGS: [(&str, &str); 14] = [
    ("сосна", "Pine"),
    ("берёза", "Birch"),
    ("рябина", "Rowan"),
    ("звезда", "Star"),
    ("гора", "Hill"),
    ("река", "River"),
    ("птица", "Bird"),
    ("поляна", "Glade"),
    ("радуга", "Rainbow"),
    ("дорога", "Road"),
    ("пристань", "Pier"),
    ("роща", "Grove"),
    ("заря", "Dawn"),
    ("вершина", "Summit"),
];

/// A trade by its place in the dictionary's order.
pub(super) fn trade_of(key: &str) -> &'static Trade {
    TRADES.iter().find(|trade| trade.key == key).unwrap_or(&TRADES[0])
}

/// The name of the `index`th cluster; no two are the same.
pub(super) fn cluster(trade: &Trade, index: usize) -> Text {
    let place = index % (EPITHETS.len() * THINGS.len());
    // Steps of 13 among 224 walk through every pair before one comes again.
    let pair = (place * 13) % (EPITHETS.len() * THINGS.len());
    let (epithet, epithet_en) = EPITHETS[pair % EPITHETS.len()];
    let (thing, thing_en) = THINGS[pair / EPITHETS.len()];
    Text {
        ru: Some(format!("{} «{epithet} {thing}» (демо)", trade.cluster())),
        en: Some(format!("{} Cluster “{epithet_en} {thing_en}” (demo)", trade.adjective_en)),
    }
}

/// A summary of at least 200 characters that says it is invented.
pub(super) fn summary(trade: &Trade, region: &str, participants: usize) -> Text {
    let ru = format!(
        "Вымышленный кластер для демонстрации реестра; место на карте — {region}, участники \
         вместе выпускают {}, обмениваются опытом и готовят общие проекты. Число участников при \
         подаче заявки: {participants}. Все организации, цифры и события этого профиля придуманы и \
         никого не описывают.",
        trade.products
    );
    let en = format!(
        "An invented {} cluster that shows how the registry works. Its {participants} participants, \
         their figures and every event of this profile are made up; they describe nobody. The \
         cluster is placed in a region only so that the map, the filters and the statistics have \
         something to show.",
        trade.adjective_en
    );
    Text { ru: Some(ru), en: Some(en) }
}

/// The types of participants with their share in a hundred.
const TYPES: [(&str, usize); 7] = [
    ("large", 12),
    ("medium", 18),
    ("small", 40),
    ("education", 8),
    ("research", 9),
    ("innovation_infrastructure", 7),
    ("other", 6),
];

/// Mixes of large clusters, by the same types: of industry, of small firms, of science, of sites.
const MIXES: [[usize; 7]; 4] = [
    [30, 25, 20, 8, 7, 6, 4],
    [4, 12, 66, 7, 4, 4, 3],
    [8, 14, 24, 14, 28, 8, 4],
    [10, 20, 28, 8, 8, 18, 8],
];

/// A participant's type, by chance.
pub(super) fn participant_type(dice: &mut Dice) -> &'static str {
    thrown(dice, TYPES.map(|(_, share)| share))
}

/// A participant's type in the `nth` large cluster, each of which has a mix of its own.
pub(super) fn participant_type_of_leader(dice: &mut Dice, nth: usize) -> &'static str {
    thrown(dice, MIXES[nth % MIXES.len()])
}

fn thrown(dice: &mut Dice, shares: [usize; 7]) -> &'static str {
    let mut throw = dice.below(100);
    for ((key, _), share) in TYPES.iter().zip(shares) {
        if throw < share {
            return key;
        }
        throw -= share;
    }
    "other"
}

/// The name of an organisation by its number.
pub(super) fn organisation(trade: &Trade, participant_type: &str, number: u32) -> Text {
    Text::ru(match participant_type {
        "large" => format!("АО «{}-Демо {number:03}»", trade.firm),
        "education" => format!("Демонстрационный университет {number:03}"),
        "research" => format!("НИИ «Демо-Наука {number:03}»"),
        "innovation_infrastructure" => format!("Технопарк «Демо {number:03}»"),
        "other" => format!("Ассоциация «Демо-Содействие {number:03}»"),
        _ => format!("ООО «{}-Демо {number:03}»", trade.firm),
    })
}

/// The name of an organisation abroad.
pub(super) fn foreign(number: u32) -> Text {
    Text {
        ru: Some(format!("Демо Партнершип {number:03} (демо)")),
        en: Some(format!("Demo Partnership {number:03} (demo)")),
    }
}

/// What a cluster of a specialisation makes.
pub(super) const fn product(trade: &Trade) -> &'static str {
    trade.products
}

/// The same in English.
pub(super) fn product_en(trade: &Trade) -> String {
    format!("{} products and services (demo)", trade.adjective_en)
}

/// The name of a body that manages a cluster.
pub(super) fn managing_body(is_company: bool, number: u32) -> Text {
    Text::ru(if is_company {
        format!("ООО «Управляющая компания-Демо {number:03}»")
    } else {
        format!("АНО «Координатор-Демо {number:03}»")
    })
}

/// The name of a region's cluster development centre.
pub(super) fn ckr(region: &str) -> Text {
    Text::ru(format!("ЦКР (демо), {region}"))
}

/// The title of a joint project.
pub(super) fn project(sphere: &str, number: usize) -> Text {
    let (ru, en) = match sphere {
        "design" => ("Общее конструкторское бюро", "Shared design office"),
        "marketing" => ("Совместная выставка", "Joint exhibition"),
        "education" => ("Школа мастеров", "School of crafts"),
        "social_transport_energy_infra" => ("Дорога к площадке кластера", "Road to the site"),
        "production_infra" => ("Общий участок обработки", "Shared machining shop"),
        _ => ("Общая разработка", "Joint development"),
    };
    Text {
        ru: Some(format!("{ru} № {number} (демо)")), en: Some(format!("{en} {number} (demo)"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn two_hundred_clusters_of_one_trade_have_names_of_their_own() {
        let names: BTreeSet<_> = (0..220).map(|index| cluster(&TRADES[2], index).ru).collect();
        assert_eq!(names.len(), 220);
    }

    #[test]
    fn a_summary_is_long_enough_in_both_languages() {
        for trade in &TRADES {
            let summary = summary(trade, "Томская обл.", 10);
            for text in [summary.ru, summary.en].into_iter().flatten() {
                assert!((200..=1_000).contains(&text.chars().count()), "{text}");
            }
        }
    }
}
