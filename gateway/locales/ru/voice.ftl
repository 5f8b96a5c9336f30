# Журнал рассмотрения.
moderation = Журнал рассмотрения
moderation-lead = Каждая заявка, каждое сообщение об ошибке и каждый спор: когда поступили, о чём, что решено, почему и за сколько рабочих дней. До внесения в реестр заявка показана без названия кластера.
moderation-folded = Журнал ещё собирается: показано то, что записано до { $day }. Обновите страницу через минуту.
moderation-folding = Журнал ещё собирается. Обновите страницу через минуту.
moderation-kind = Что рассматривается
moderation-kind-application = Заявка на включение в реестр
moderation-kind-report = Сообщение об ошибке
moderation-kind-dispute = Спор о сведении
moderation-outcome = Решение
moderation-outcome-waiting = Ждёт решения
moderation-outcome-listed = Внесён в реестр
moderation-outcome-returned = Возвращена на доработку
moderation-outcome-withdrawn = Отозвана заявителем
moderation-outcome-corrected = Ошибка исправлена
moderation-outcome-declined = Это не ошибка
moderation-outcome-passed_to_cluster = Передано кластеру
moderation-outcome-upheld = Возражение принято
moderation-outcome-rejected = Возражение отклонено
moderation-received = Поступило
moderation-about = О чём
moderation-decision = Решение и причина
moderation-days = Рабочих дней
moderation-lacks = Что доработать:
moderation-chip-since = с { $value }
moderation-chip-until = по { $value }
moderation-chip-cluster = кластер { $value }
moderation-nothing = Таких обращений нет
moderation-count = { $n ->
    [one] { $shown } обращение
    [few] { $shown } обращения
   *[other] { $shown } обращений
}
moderation-decided = { $n ->
    [one] Рассмотрено { $shown } обращение.
    [few] Рассмотрены { $shown } обращения.
   *[other] Рассмотрено { $shown } обращений.
}
moderation-median = { $days ->
    [0] Половина решений принята в день поступления.
    [one] Половина решений принята не позже чем за { $days_text } рабочий день.
    [few] Половина решений принята не позже чем за { $days_text } рабочих дня.
   *[other] Половина решений принята не позже чем за { $days_text } рабочих дней.
}

# Предложения по анкете и правилам.
proposals = Предложения по анкете и правилам
proposals-lead = Что предлагают изменить в анкете и Правилах уровней, что ответил куратор и почему, и какая редакция это учла. Предложить может каждый, у кого есть учётная запись и роль.
proposals-nothing = Таких предложений пока нет
proposals-count = { $n ->
    [one] { $shown } предложение
    [few] { $shown } предложения
   *[other] { $shown } предложений
}
proposals-about = О чём
proposals-about-questionnaire = По анкете
proposals-about-rules = По Правилам уровней
proposals-answer = Ответ
proposals-outcome-waiting = Ждёт ответа
proposals-outcome-accepted = Принято
proposals-outcome-partly-accepted = Принято частично
proposals-outcome-declined = Отклонено
proposals-unpublished = Текст появится, когда куратор его опубликует.
proposals-published = Опубликовано
proposals-taken-catalogue = Учтено в редакции анкеты { $edition }
proposals-taken-dictionaries = Учтено в редакции словарей { $edition }
proposals-taken-regions = Учтено в редакции списка субъектов РФ { $edition }
proposals-taken-rulebook = Учтено в редакции Правил { $edition }
proposals-own-words = Слова автора
proposals-own-words-lead = Их видят автор и кураторы.
proposals-done-made = Спасибо! Предложение записано. Куратор опубликует его и ответит.
proposals-done-publication = Предложение опубликовано.
proposals-done-answer = Ответ записан.
proposals-make = Предложить изменение
proposals-make-lead = Сначала ваш текст увидят только кураторы. Они публикуют предложение и отвечают на него с причиной.
proposals-make-send = Отправить предложение
proposals-about-what = О чём предложение
proposals-about-wrong = Выберите, о чём предложение
proposals-text = Что предложить
proposals-text-hint = Что изменить и зачем, например «Добавить в анкету поле о стажировках: по ним видно связь с вузами».
proposals-outcome-wrong = Выберите ответ
proposals-publish = Опубликовать
proposals-publish-lead = С этого момента текст увидят все. Уберите из него личные данные, если они есть.
proposals-publish-field = Текст для всех
proposals-publish-hint = Можно сократить; смысл должен остаться авторским.
proposals-publish-send = Опубликовать
proposals-reply = Ответить
proposals-reply-lead = Ответ и причина видны всем. Принятое предложение может назвать редакция, которая его учтёт.
proposals-reply-field = Причина
proposals-reply-hint = Например, «Поле войдёт в следующую редакцию: его просят шесть кластеров».
proposals-reply-send = Записать ответ
