# Сравнение кластеров.
compare-title = Сравнение
compare-heading = Сравнение кластеров
compare-lead = Все показатели рядом с медианой реестра: её показывает риска на полоске. Непредставленное не считается нулём.
compare-indicator = Показатель
compare-median = Медиана реестра
compare-base = { $n ->
    [one] по данным { $shown } кластера
   *[other] по данным { $shown } кластеров
}
compare-level-section = Уровень и признаки
compare-differences = Только различия
compare-all-rows = Показать все строки
compare-no-differences = Различий нет: всё, что сравнивается, у этих кластеров одинаково.
compare-missing = Никто из них не представил
compare-permanent = Постоянная ссылка
compare-clusters = Что сравнивается
compare-without = убрать
compare-outdated = нужно обновить или оспаривается
compare-pick = Сравнить
compare-picked = Сравнить отмеченные
compare-how-many = Отметьте от 2 до 6 кластеров
compare-similar = Сравнить с похожими
