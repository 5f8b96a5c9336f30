//! What stands against steps of enquiries, reports of mistakes, proposals and clusters that are expected.

use super::table;

table! {
    "enquiry.not-an-offer" 422:
        "Обращаются к кластеру или по предложению" / "An enquiry is to the cluster or about an offer",
        "{0} — не предложение кластера. Напишите кластеру или выберите предложение."
            / "{0} is no offer of the cluster. Write to the cluster, or choose an offer.";
    "enquiry.no-mailbox" 409:
        "Кластер не указал почту" / "The cluster names no mailbox",
        "Кластер сейчас не указывает почты, и передать сообщение некуда. Его открытые контакты — в профиле."
            / "The cluster names no mailbox now, so the message can't be passed on. Its public contacts are on its profile.";
    "enquiry.already-received" 409:
        "Обращение уже записано" / "The enquiry is on record",
        "Это обращение уже записано, второй раз его не отправляют."
            / "This enquiry is on record already and isn't sent twice.";
    "enquiry.too-many-waiting" 409:
        "Слишком много обращений ждут ответа" / "Too many enquiries wait",
        "У кластера {0} обращений без ответа. Попробуйте позже или свяжитесь с ним по открытым контактам."
            / "{0} enquiries to this cluster wait for an answer. Try later, or use its public contacts.";
    "enquiry.answered" 409:
        "На обращение уже ответили" / "The enquiry was answered",
        "По этому обращению уже записан ответ."
            / "An answer to this enquiry is on record already.";
    "voice.too-many" 429:
        "На сегодня достаточно" / "Enough for today",
        "От одной учётной записи за сутки принимается не больше {0} таких обращений. Следующее можно отправить через {1} мин."
            / "From one account {0} of these are taken in a day. The next can be sent in {1} min.";
    "report.outcome" 422:
        "Так сообщение не решают" / "A report isn't decided so",
        "Решение по сообщению об ошибке — одно из: {0}."
            / "A report is decided as one of: {0}.";
    "report.decided" 409:
        "По сообщению уже решено" / "The report is decided",
        "Решение по этому сообщению об ошибке уже записано."
            / "This report of a mistake is decided already.";
    "report.own-report" 409:
        "Своё сообщение решает другой" / "Another one decides a report of one's own",
        "Это сообщение отправлено с вашей учётной записи: решает другой куратор."
            / "This report is of your own account: another officer decides it.";
    "report.of-the-cluster" 409:
        "Кластер просит об этом сам" / "The cluster itself asks for this",
        "Это сообщение отправил представитель того же кластера: передать его обратно некому. Исправьте сведение или отклоните просьбу, указав причину."
            / "This report is of the cluster's own representative: there is nobody to pass it to. Mend what it is about, or decline with a reason.";
    "report.cluster-merged" 409:
        "Кластер объединён с другим" / "The cluster became part of another one",
        "Этот кластер объединён с другим и своих сведений больше не меняет: передать ему сообщение нельзя. Исправьте сведение сами или отклоните сообщение, указав причину."
            / "This cluster became part of another one and changes its record no more: the report can't be passed to it. Mend what it is about yourself, or decline with a reason.";
    "report.cluster-left" 409:
        "Кластер исключён из реестра" / "The cluster left the register",
        "Этот кластер исключён из реестра и своих сведений больше не меняет: передать ему сообщение нельзя. Исправьте сведение сами или отклоните сообщение, указав причину."
            / "This cluster left the register and changes its record no more: the report can't be passed to it. Mend what it is about yourself, or decline with a reason.";
    "proposal.about" 422:
        "О чём предложение, не сказано" / "It isn't said what the proposal is about",
        "Предложение — об одном из: {0}."
            / "A proposal is about one of: {0}.";
    "proposal.outcome" 422:
        "Так на предложение не отвечают" / "A proposal isn't answered so",
        "Ответ на предложение — один из: {0}."
            / "A proposal is answered as one of: {0}.";
    "proposal.not-accepted" 422:
        "Предложение не принято" / "The proposal wasn't accepted",
        "Редакция называет предложения, которые приняты хотя бы частично; {0} к ним не относится. Сначала на него отвечает куратор."
            / "An edition names proposals that were accepted, at least in part; {0} is none. An officer answers it first.";
    "proposal.published" 409:
        "Предложение уже опубликовано" / "The proposal is published",
        "Текст этого предложения уже опубликован."
            / "The words of this proposal are published already.";
    "proposal.answered" 409:
        "На предложение уже ответили" / "The proposal is answered",
        "Ответ на это предложение уже записан."
            / "An answer to this proposal is on record already.";
    "proposal.own-proposal" 409:
        "На своё предложение отвечает другой" / "Another one answers a proposal of one's own",
        "Это предложение внесено с вашей учётной записи: отвечает другой куратор."
            / "This proposal is of your own account: another officer answers it.";
    "expected.source-needed" 422:
        "Нужен источник" / "A source is needed",
        "Укажите, откуда известно о кластере: адрес источника или документ."
            / "Say where the cluster is known from: the address of a source, or a document.";
    "expected.id-malformed" 422:
        "Это не id" / "This is no id",
        "Здесь ожидается id, каким его показывает реестр."
            / "An id is expected here, as the registry shows it.";
    "expected.closed" 409:
        "Кластер больше не ожидается" / "The cluster isn't expected any more",
        "Кластер уже в реестре или снят с учёта, и эта запись больше не меняется."
            / "It is in the register already, or was removed; this record changes no more.";
    "expected.applied" 409:
        "Кластер уже подал заявку" / "The cluster has applied",
        "Заявка этого кластера уже записана."
            / "The application of this cluster is on record already.";
    "expected.another-cluster" 409:
        "По заявке зарегистрирован другой кластер" / "The application led to another cluster",
        "По заявке, связанной с этой записью, в реестре другой кластер. Укажите его."
            / "The application on this record led to another cluster of the register. Name that one.";
}
