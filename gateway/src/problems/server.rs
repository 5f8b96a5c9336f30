//! What is wrong on the server's side; the request can be repeated with the same key.

use super::table;

table! {
    "server.contended" 503:
        "Слишком много правок сразу" / "Too many changes at once",
        "Эту запись одновременно меняют другие. Повторите запрос с тем же ключом повтора."
            / "Others are changing this at the same time. Repeat the request with the same idempotency key.";
    "stream.newer-than-program" 409:
        "Запись сделана более новой программой" / "Written by a newer program",
        "В этой записи есть события, которых эта версия программы не знает. Её можно читать, но не менять, пока программу не обновят."
            / "It holds events that this program doesn't know. It can be read, and not changed until the program is updated.";
    "log.read-only" 503:
        "Журнал принимает только чтение" / "The log can only be read",
        "Сейчас реестр не принимает изменений, читать его можно. Повторите позже с тем же ключом повтора."
            / "The registry takes no changes now, it can be read. Repeat later with the same idempotency key.";
    "log.not-signed" 404:
        "Журнал здесь не подписывают" / "The log isn't signed here",
        "У этого сервера нет ключа, поэтому контрольных точек и доказательств у него нет. Ключ заводит оператор: clustermap key new."
            / "This server has no key, so it has no checkpoints and no proofs. Its operator makes one: clustermap key new.";
    "log.not-as-signed" 503:
        "Журнал расходится с подписанным" / "The log isn't what was signed",
        "В журнале нет того, что подписано последней контрольной точкой: он короче или другой, либо сама точка утрачена. Доказательства не выдаются, пока оператор не восстановит журнал."
            / "The log doesn't hold what the last signed checkpoint covers: it is shorter, or another one, or the checkpoint itself is lost. No proofs are given until the operator restores it.";
    "log.entry-damaged" 500:
        "Запись журнала повреждена" / "An entry of the log is damaged",
        "Запись на позиции {0} не та, что подписана контрольной точкой: она повреждена или подменена. Её не выдают, пока оператор не восстановит журнал."
            / "The entry at position {0} isn't the one that was signed: it is damaged, or another in its place. It isn't given until the operator restores the log.";
    "proof.not-ready" 503:
        "Доказательство ещё не готово" / "The proof isn't ready yet",
        "Контрольная точка, которая это охватывает, ещё не подписана. Повторите через секунду."
            / "No checkpoint that covers it is signed yet. Ask again in a second.";
    "outcome.unknown" 503:
        "Неизвестно, записано ли" / "Whether it is recorded isn't known",
        "Сервер не знает, записан ли запрос. Повторите его с тем же ключом повтора: дважды он записан не будет."
            / "The server doesn't know whether it is recorded. Repeat with the same idempotency key: it won't be recorded twice.";
    "server.timeout" 503:
        "Сервер не успел" / "The server ran out of time",
        "Запрос занял слишком много времени. Повторите его с тем же ключом повтора."
            / "The request took too long. Repeat it with the same idempotency key.";
    "server.fault" 500:
        "Ошибка на сервере" / "A fault of the server",
        "Ошибка на нашей стороне, она записана в журнал сервера. Сообщите оператору trace_id этого ответа."
            / "A fault on our side, it stands in the server's journal. Tell the operator this answer's trace_id.";
}
