//! What stands against steps of enquiries, reports of mistakes, proposals and clusters that are expected.

use super::table;

table! {
    "enquiry.not-an-offer" 422:
        "Обращаются к кластеру или по предложению" / "An enquiry is to the cluster or about an offer",
        "{0} — не предложение кластера. Напишите кластеру или выберите предложение."
            / "{0} is no offer of the cluster. Write to the cluster, or choose an offer.";
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
}
