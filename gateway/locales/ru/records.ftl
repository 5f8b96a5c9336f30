# Страницы записей: история, организация, статистика, о проекте.
page-in-json = Эта страница в JSON

history-of = История: { $cluster }
history-about = О чём
history-nothing = Таких записей нет. Снимите часть условий.
history-newest-first = Новые записи сверху
history-zone = Время по часовому поясу реестра: { $zone }
history-what = Что записано
history-position = Позиция
history-proof = доказательство
entries-count = { $n ->
    [one] { $shown } запись
    [few] { $shown } записи
   *[other] { $shown } записей
}
pages-newest = К новым
pages-earlier = Раньше

organisation-participation = Участие в кластерах
organisation-hidden = Участники кластеров сейчас не показываются.
organisation-nowhere = Сейчас организация не участвует ни в одном кластере реестра.
organisation-before = Участвовала раньше
organisation-successors = Правопреемник
organisation-predecessors = Предшественник
organisation-site = Сайт
organisation-okved = Основной вид деятельности (ОКВЭД2)
organisation-point = Точка на карте
organisation-size = Размер
organisation-sizes-before = Прежний размер
organisation-numbers-before = Прежние номера
organisation-names-before = Прежние названия
organisation-branches = Филиалы
membership-cluster = Кластер
membership-type = Тип участника
membership-joined = Вступление
membership-until = До
membership-confirmed = Подтверждение участия
known-since = известно с { $day }
conflicting-size = указано кластером; по размеру организации — «{ $size }»
through-branch = филиал, КПП { $kpp }
number-inn = ИНН { $number }
number-ogrn = ОГРН { $number }
number-ogrnip = ОГРНИП { $number }
number-foreign = Регистр { $country } { $number }
number-until = { $number } до { $day }
detail-on = { $detail }, на { $day }
size-on = { $size }, на { $day }
branch-open = { $name }, КПП { $kpp }, { $region }
branch-closed = { $name }, КПП { $kpp }, { $region }, до { $day }
succession = { $form }, { $day }

statistics-lead = Считаются кластеры со статусом «в реестре». У каждой диаграммы сказано, по скольким из них есть данные; непредставленное не считается нулём.
same-data = Эти же данные
statistics-label = Показатель
statistics-nothing = Пока нечего показать.

about-lead = «Карта кластеров России» — открытый реестр: информация о всех кластерах страны на одной платформе.
about-purpose = Для чего реестр
about-purpose-gather = Собрать сведения о кластерах в одном месте и в одном порядке.
about-purpose-find = Помочь найти кластер: по региону, специализации, уровню, участникам.
about-purpose-compare = Дать возможность сравнивать: у всех одни и те же показатели, и непредставленное не считается нулём.
about-audience = Он пригодится органам власти, институтам развития, кластерным инициативам, государственным компаниям, частным инвесторам, университетам и организациям инфраструктурной поддержки.
about-rules = Как он устроен
about-rules-who = Кластеры рассказывают о себе сами. Участники, партнёры, другие кластеры, центры кластерного развития и куратор реестра подтверждают сведения или оспаривают их. Уровень организационного развития — начальный, средний или высокий — следует из открытых правил, и любой может пересчитать его.
about-rules-history = Каждое изменение записано и остаётся в истории: видно, когда уровень стал другим и кто подтвердил сведения, на которых он держится.
about-rulebook = Правила уровней
about-beginning = С чего всё началось
about-beginning-lead = В конце 2015 года Российская кластерная обсерватория НИУ ВШЭ представила «Карту кластеров России». Числа ниже — из той презентации.
about-source = Источник: презентация Российской кластерной обсерватории НИУ ВШЭ, конец 2015 года
about-figure = Показатель
about-number = Число
about-demonstration = Демонстрационные данные составлены так, чтобы на 1 декабря 2015 года статистика реестра сходилась с этими числами; какой кластер что о себе говорит — вымысел.
about-demonstration-link = Статистика на 1 декабря 2015 года
about-stories = Истории демонстрации
about-stories-lead = У этих вымышленных кластеров постоянные адреса. На странице каждого — его сведения, уровень и история.
