desk = Рабочее место аудитора
desk-lead = Журнал всего реестра, действия каждой учётной записи и контрольные выборки. Аудитор читает всё и ничего не меняет.
desk-journal = Журнал реестра
desk-journal-lead = Каждая запись каждого потока по порядку. Запечатанные записи показаны местом, потоком и временем.
desk-timeline = Лента кластера
desk-acts = Действия
desk-about = О чём записи
desk-actor = Учётная запись
desk-stream = Поток
desk-region = Регион, код
desk-type = Вид события
desk-path = Поле, запись или раздел
desk-since = С даты
desk-until = По дату
desk-case = Дело проверки (zip)
desk-reset = Снять условия
desk-sealed = Запечатано: прочитать может только владелец ключа
desk-untold = не раскрывается
desk-position = позиция
desk-proof = доказательство
desk-more = { $n ->
    [one] и ещё { $shown } строка
    [few] и ещё { $shown } строки
   *[other] и ещё { $shown } строк
}
desk-old = Было
desk-new = Стало
desk-nothing-stated = не указано
desk-account = Учётная запись
desk-application = Заявка
desk-program = Программа реестра
desk-opened = открыта
desk-grants = Роли и на чём они основаны
desk-no-grants = Ролей не выдавали.
desk-role = Роль
desk-scope = Для чего
desk-basis = Основание
desk-given = Когда и кем выдана
desk-ended = Окончание
desk-stands = действует
desk-whole-registry = весь реестр
desk-status = официальный статус
desk-centre = поддержка: { $name }
desk-waits = подана и ждёт решения
desk-acts-of-confirming = { $n ->
    [one] { $shown } раз
    [few] { $shown } раза
   *[other] { $shown } раз
}
desk-confirmations = { $n ->
    [one] { $shown } подтверждение
    [few] { $shown } подтверждения
   *[other] { $shown } подтверждений
}

samples = Контрольные выборки
samples-lead = Правила, по которым аудитор выбирает, что проверить. Попасть в выборку — не нарушение: правило находит необычное, а судит человек.
samples-rows = Сами записи видит аудитор на своём рабочем месте; остальным открыто их число.
samples-rule = Правило
samples-count = Найдено
samples-found = { $n ->
    [0] Ничего не найдено
    [one] Найдена { $shown } запись
    [few] Найдено { $shown } записи
   *[other] Найдено { $shown } записей
}
samples-of = Чья запись
samples-what = Что найдено
samples-day = Дата по правилу
samples-days = Дней
samples-recorded = Записано
samples-none = неприменимо

difference = Две даты рядом
difference-of = { $cluster }: две даты рядом
difference-from = Первая дата
difference-to = Вторая дата
difference-all = Показать и то, что не изменилось
difference-span = С { $from } по { $to }.
difference-before-listing = На первую дату кластера в реестре ещё не было.
difference-changed = { $n ->
    [0] Ничего не изменилось
    [one] Изменилось { $shown } поле
    [few] Изменилось { $shown } поля
   *[other] Изменилось { $shown } полей
}
difference-compared = { $n ->
    [one] Сравнено { $shown } поле.
    [few] Сравнено { $shown } поля.
   *[other] Сравнено { $shown } полей.
}
difference-field = Поле
difference-by = Кто и когда изменил
history-when = Когда
history-who = Кто
