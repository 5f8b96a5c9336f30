# Предложения и запросы.
section-offers = Предложения и запросы
offers-lead = Что кластеры предлагают и ищут, где у них свободные площадки и кто принимает участников. Запись, срок которой прошёл, уходит из списка сама.
offers-filters = Фильтры
offers-what = Что
offers-kind = Вид предложения или запроса
offers-language = Язык описания
offers-until-label = Ещё действует на день
chip-until = ещё действует { $day }
offers-nothing = Таких предложений и запросов сейчас нет
offers-shown = Показаны { $entries } из { $total }
offers-feed = Atom
offers-until = Действует до
offers-no-end = срок не указан
offers-contact = Почта для ответа
offers-more = Подробнее
offers-recorded = записано
