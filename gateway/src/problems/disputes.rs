//! What stands against a step of a dispute.

use super::table;

table! {
    "dispute.claim-disputed" 409:
        "Сведение уже признано спорным" / "The statement is disputed already",
        "Оно не учитывается, пока кластер не укажет верное; если оспоренное стало верным, кластер указывает его заново, а куратор сверяет с документом."
            / "It counts nowhere until the cluster states what is true; if what was disputed has become true, the cluster states it anew and an officer confirms it against a document.";
    "dispute.already-filed" 409:
        "Вы уже возразили" / "You have contested it already",
        "Ваше возражение против этого сведения рассматривается. Дождитесь ответа."
            / "Your dispute of this statement is open. Wait for its outcome.";
    "dispute.too-many-open" 409:
        "Слишком много возражений" / "Too many open disputes",
        "Открытых возражений у одного человека может быть не больше {0}, и у вас их уже столько. Новое можно подать, когда закроют одно из них."
            / "One person may have no more than {0} open disputes, and you have as many. File another one when one of them is closed.";
    "dispute.own-dispute" 409:
        "Это ваше возражение" / "This is your own dispute",
        "О собственном возражении решает другой куратор."
            / "Another officer decides about it.";
    "dispute.filed" 409:
        "Возражение ещё не рассмотрено" / "The dispute isn't admitted yet",
        "Сначала куратор допускает его или отклоняет."
            / "An officer admits or refuses it first.";
    "dispute.admitted" 409:
        "Возражение допущено, ждём ответа кластера" / "The dispute is admitted and waits for the cluster's answer",
        "Решение принимают после ответа или когда пройдёт срок для него."
            / "It is decided after the answer, or when the time for it is over.";
    "dispute.answered" 409:
        "Кластер уже ответил" / "The cluster has answered already",
        "Теперь слово за куратором: он решает."
            / "Now an officer decides.";
    "dispute.unanswered" 409:
        "Срок ответа прошёл" / "The time for an answer is over",
        "Кластер ещё может ответить, а куратор — решить."
            / "The cluster can still answer, and an officer decide.";
    "dispute.closed" 409:
        "Возражение закрыто" / "The dispute is closed",
        "Куратор уже отклонил или решил его: решение и его день стоят на странице возражения. Второй раз о нём не решают и на него не отвечают."
            / "An officer has refused or decided it already: the decision and its day stand on the page of the dispute. It isn't decided or answered a second time.";
}
