# Регион глазами тех, кто о нём заботится.
region-public = Открытая страница региона
region-clusters = Кластеры региона
region-clusters-lead = Сначала те, чьи анкеты заполнены меньше.
region-clusters-none = В реестре пока нет кластеров этого региона.
region-filled = заполнено
region-to-confirm = Ждёт вашего подтверждения
region-first = К началу списка
region-next = Дальше
region-applied = Подали заявку
region-applied-lead = Заявки ожидаемых кластеров региона. Заявку рассматривает куратор реестра; её содержание до решения закрыто.
region-applied-none = Сейчас заявок ожидаемых кластеров нет.
region-expected-none = Ожидаемых кластеров сейчас нет. Знаете такой — добавьте его, чтобы пригласить.
region-expected-all = Весь список ожидаемых
region-own-centres = Центры кластерного развития
region-own-centres-none = В регионе нет центра кластерного развития, известного реестру.
region-centre-since = открыт { $day }
region-centre-until = закрыт { $day }
