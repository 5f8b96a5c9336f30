//! What is answered before a handler decides anything: address, pace, caller, path, repeat, body.

use super::table;

table! {
    "path.malformed" 400:
        "Адрес не читается" / "The address can't be read",
        "В адресе есть знаки, которые не читаются как UTF-8. Закодируйте их заново."
            / "The address has characters that don't read as UTF-8. Encode them again.";
    "path.unknown" 404:
        "Такого адреса нет" / "No such address",
        "По адресу {0} ничего нет. Сверьтесь с описанием: /api/v1/openapi.json."
            / "There is nothing at {0}. See the description: /api/v1/openapi.json.";
    "tile.path-malformed" 400:
        "Такого файла у журнала не бывает" / "The log has no file of such a name",
        "После /log/ ожидается tile/УРОВЕНЬ/НОМЕР или tile/entries/НОМЕР, номер группами по три цифры: tile/0/x001/067 или tile/0/x001/067.p/8."
            / "After /log/ comes tile/LEVEL/NUMBER or tile/entries/NUMBER, the number in groups of three digits: tile/0/x001/067 or tile/0/x001/067.p/8.";
    "method.not-allowed" 405:
        "Так к этому адресу не обращаются" / "The method isn't allowed here",
        "Метод {0} здесь не работает. Какие работают, сказано в заголовке Allow."
            / "The method {0} doesn't work here. The Allow header tells which do.";
    "server.busy" 503:
        "Сервер занят" / "The server is busy",
        "Сейчас слишком много запросов сразу. Повторите через секунду-другую."
            / "Too many requests are in work at once. Try again in a second or two.";
    "rate.exceeded" 429:
        "Слишком часто" / "Too often",
        "Разрешено {0} таких запросов в минуту. Повторите через {1} с."
            / "{0} such requests a minute are allowed. Try again in {1} s.";
    "authorization.malformed" 401:
        "Ключ доступа не читается" / "The access token can't be read",
        "Заголовок Authorization присылают один раз, в виде «Bearer crt_…»."
            / "The Authorization header is sent once and reads `Bearer crt_…`.";
    "token.unknown" 401:
        "Ключ доступа не действует" / "The access token doesn't work",
        "Ключ неизвестен или истёк. Получите новый у оператора реестра."
            / "The token is unknown or has expired. Get a new one from the registry's operator.";
    "token.only-reads" 403:
        "Этот ключ только для чтения" / "This token only reads",
        "Ключ создан только для чтения. Создайте на странице «Ключи доступа» такой, который может и записывать."
            / "The token was made for reading only. Make one that may write on the page of access tokens.";
    "token.needed" 401:
        "Нужен ключ доступа" / "An access token is needed",
        "Читать реестр можно без ключа, а менять — только с ним. Пришлите заголовок «Authorization: Bearer crt_…»."
            / "Reading needs no token, writing does. Send the header `Authorization: Bearer crt_…`.";
    "desk.token-needed" 401:
        "Это рабочее место аудитора" / "This is the auditor’s desk",
        "Журнал, действия учётных записей и строки выборок читает аудитор. Войдите под своей учётной записью и действуйте как аудитор; программе нужен ключ доступа: заголовок «Authorization: Bearer crt_…». Без этого открыты карточки, история каждого кластера и число записей в каждой выборке."
            / "The journal, the acts of accounts and the rows of samples are for an auditor. Sign in and act as an auditor; a program needs an access token: the header `Authorization: Bearer crt_…`. Open to everybody without it: cards, the history of each cluster, and how many records each sample finds.";
    "access.role" 403:
        "Роль этого не позволяет" / "The role doesn't allow this",
        "Это действие недоступно роли «{0:role}». Возьмите ключ другой своей роли или попросите того, кому оно доступно."
            / "This isn't open to the role of {0:role}. Use the token of another role of yours, or ask somebody who may.";
    "not-found" 404:
        "Не найдено" / "Not found",
        "Не найдено: {0:thing}. Проверьте адрес; возможно, это не для вас открыто."
            / "Not found: {0:thing}. Check the address; perhaps it isn't open to you.";
    "extract.unknown" 404:
        "Такой выписки нет" / "There is no such extract",
        "Выписки с номером {0} реестр не выдавал. Номер имеет вид CR-1234-0123456789ab-01234567: сверьте его с бумагой. Если на бумаге он такой же, выписка не из этого реестра."
            / "The registry gave no extract the number {0}. A number is written CR-1234-0123456789ab-01234567: compare it with the paper. If the paper has the same, the extract isn't of this registry.";
    "document.hidden" 451:
        "Документ скрыт по закону" / "The document is hidden by law",
        "Документ показывает то, что скрыто по закону ({0}), и не выдаётся никому, пока скрытие не снято."
            / "The document shows what is hidden by law ({0}), and is given out to nobody until that is lifted.";
    "header.repeated" 400:
        "Заголовок повторён" / "A header is repeated",
        "Заголовок {0} прислан несколько раз. Оставьте один."
            / "The header {0} was sent several times. Leave one.";
    "idempotency-key.malformed" 400:
        "Ключ повтора не читается" / "The idempotency key can't be read",
        "Заголовок Idempotency-Key — от 1 до {0} знаков ASCII, лучше всего UUID."
            / "The Idempotency-Key header is 1 to {0} ASCII characters, best a UUID.";
    "if-match.malformed" 400:
        "Версия в If-Match не читается" / "The version in If-Match can't be read",
        "В If-Match стоит целое число: `version` из ответа, который вы видели."
            / "If-Match takes a whole number: the `version` of the answer you saw.";
    "idempotency-key.reused" 422:
        "Ключ повтора уже занят" / "The idempotency key is taken",
        "С этим ключом вы уже прислали другой запрос, он записан на позиции {0}. Для нового запроса возьмите новый ключ."
            / "You sent another request with this key, it is recorded at position {0}. Use a new key for a new request.";
    "body.too-large" 413:
        "Запрос слишком велик" / "The request is too large",
        "Тело запроса — не больше {0} байт. Разделите его на несколько."
            / "A body has at most {0} bytes. Split it into several requests.";
    "body.incomplete" 400:
        "Запрос оборвался" / "The request broke off",
        "Тело запроса пришло не целиком. Пришлите его ещё раз с тем же ключом повтора."
            / "The body didn't arrive whole. Send it again with the same idempotency key.";
    "body.too-slow" 408:
        "Запрос идёт слишком долго" / "The request arrives too slowly",
        "Тело запроса не пришло целиком за отведённое время: {0} с. Пришлите его ещё раз с тем же ключом повтора."
            / "The body didn't arrive whole within the time there is: {0} s. Send it again with the same idempotency key.";
    "body.trickles" 408:
        "Файл идёт слишком медленно" / "The file arrives too slowly",
        "Приходит меньше {0} КБ в секунду, а места ждут другие. Проверьте связь и пришлите файл ещё раз."
            / "Fewer than {0} KB arrive in a second, and others wait for the place. Check the connection and send the file again.";
    "form.malformed" 400:
        "Форма не читается" / "The form can’t be read",
        "Страница прислала то, что не читается как форма. Откройте её заново и повторите."
            / "What the page sent isn’t a form. Open it again and repeat.";
    "form.foreign" 403:
        "Форма не подошла" / "The form doesn’t fit",
        "Эту форму прислала не наша страница, либо она была открыта до входа или слишком давно. Откройте страницу заново и повторите: ничего не записано."
            / "No page of ours sent this form, or it was opened before you signed in, or too long ago. Open the page again and repeat: nothing was recorded.";
    "site.address-unknown" 503:
        "Адрес сайта не указан" / "The site’s address isn’t known",
        "Чтобы прислать ссылку в письме, реестру нужен его собственный адрес. Его указывает оператор: public_url в настройках."
            / "To send a link in a letter the registry needs its own address. Its operator gives it: public_url in the settings.";
    "body.media-type" 415:
        "Не сказано, что это JSON" / "It isn't said to be JSON",
        "Здесь принимают только JSON. Пришлите тело с заголовком «Content-Type: application/json»."
            / "Only JSON is taken here. Send the body with the header `Content-Type: application/json`.";
    "json.malformed" 400:
        "Это не JSON" / "This isn't JSON",
        "JSON не читается: строка {0}, знак {1}. Проверьте кавычки, запятые и скобки."
            / "The JSON can't be read: line {0}, column {1}. Check quotes, commas and brackets.";
    "json.shape" 400:
        "JSON не той формы" / "JSON of another shape",
        "{0:shape} Место в запросе названо ниже. Сверьтесь с описанием: /api/v1/openapi.json."
            / "{0:shape} The place in the request is named below. See the description: /api/v1/openapi.json.";
    "request.invalid" 422:
        "В запросе есть ошибки" / "The request has errors",
        "Ошибок в запросе: {0}. Они названы в errors вместе с местом, не больше ста."
            / "Errors in the request: {0}. They are named in errors with their places, at most a hundred.";
    "request.empty" 422:
        "Ничего не сказано" / "Nothing is said",
        "В запросе нет ни одного сведения. Назовите хотя бы одно."
            / "The request states nothing. State at least one thing.";
    "request.too-many-statements" 422:
        "Слишком много сведений сразу" / "Too many statements at once",
        "В одном запросе — не больше {0} сведений. Разделите его на несколько."
            / "One request has at most {0} statements. Split it into several.";
}
