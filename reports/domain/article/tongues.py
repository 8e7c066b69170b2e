"""The section headings of articles that are not in English.

The vocabulary of a report stays English; this table only lets a foreign article be read into it.
"""

import re

from reports.domain.sections import SectionKind

_K = SectionKind
_HEADINGS: dict[SectionKind, str] = {
    _K.EXECUTIVE_SUMMARY: (
        "résumé exécutif|résumé|synthèse|zusammenfassung|resumen ejecutivo|resumen|sintesi|sommario|"
        "resumo executivo|краткое содержание|резюме|خلاصه اجرایی|خلاصه مدیریتی|خلاصه|چکیده|ملخص تنفيذي|"
        "الملخص التنفيذي|الملخص|περίληψη|özet|yönetici özeti|תקציר מנהלים|"
        "תקציר|요약|samenvatting|streszczenie|摘要|执行摘要|要旨|概要"
    ),
    _K.KEY_FINDINGS: (
        "points clés|principales conclusions|kernaussagen|wichtigste erkenntnisse|hallazgos clave|"
        "puntos clave|conclusiones principales|punti chiave|principais conclusões|ключевые выводы|"
        "основные выводы|ключові висновки|یافته‌های کلیدی|یافتههای کلیدی|نکات کلیدی|النتائج الرئيسية|"
        "أهم النتائج|βασικά ευρήματα|temel bulgular|ממצאים עיקריים|עיקרי הדברים|주요 결과|핵심 내용|"
        "핵심 결과|belangrijkste bevindingen|kluczowe wnioski|主要发现|要点|主な知見"
    ),
    _K.BACKGROUND: (
        "contexte|historique|hintergrund|antecedentes|contexto|contesto|premessa|контекст|предыстория|"
        "справка|передісторія|پیش‌زمینه|پیشزمینه|زمینه|پیشینه|مقدمه|الخلفية|خلفية|مقدمة|υπόβαθρο|"
        "ιστορικό|arka plan|רקע|배경|배경 정보|achtergrond|tło|背景|背景情報"
    ),
    _K.ANALYSIS: (
        "analyse|análisis|analisi|análise|анализ|аналіз|تحلیل|ارزیابی|التحليل|تحليل|ανάλυση|analiz|分析|"
        "perché è importante|perché conta|scenario geopolitico|pourquoi est ce important|"
        "pourquoi c'est important|scénario géopolitique|enjeux|warum ist das wichtig|einordnung|"
        "por qué importa|por qué es importante|почему это важно|чому це важливо|چرا مهم است|"
        "لماذا يهم|ניתוח|분석|평가|analiza|为什么重要|neden önemli"
    ),
    _K.RISK_ASSESSMENT: (
        "évaluation des risques|risques|risikobewertung|risiken|evaluación de riesgos|riesgos|"
        "valutazione dei rischi|rischi|avaliação de riscos|оценка рисков|риски|оцінка ризиків|"
        "ارزیابی خطر|ارزیابی ریسک|ریسک‌ها|تقييم المخاطر|المخاطر|εκτίμηση κινδύνου|risk değerlendirmesi|"
        "הערכת סיכונים|סיכונים|위험 평가|위험|리스크 평가|risicobeoordeling|risico's|ocena ryzyka|"
        "风险评估|リスク評価"
    ),
    _K.SCENARIOS: (
        "scénarios|perspectives|szenarien|ausblick|escenarios|perspectivas|scenari|cenários|сценарии|"
        "прогноз|сценарії|سناریوها|سناریو‌ها|چشم‌انداز|السيناريوهات|سيناريوهات|σενάρια|senaryolar|"
        "תרחישים|시나리오|시나리오 분석|scenario's|scenariusze|"
        "情景分析|情景|展望|シナリオ"
    ),
    _K.CONCLUSION: (
        "fazit|schlussfolgerung|schlussfolgerungen|conclusión|conclusiones|conclusione|conclusioni|"
        "conclusão|заключение|выводы|висновок|висновки|نتیجه‌گیری|نتیجهگیری|جمع‌بندی|الخاتمة|الخلاصة|"
        "συμπέρασμα|συμπεράσματα|sonuç|סיכום|מסקנות|מסקנה|결론|conclusie|wnioski|结论|結論"
    ),
    _K.SOURCES: (
        "bibliographie|références|quellen|literatur|fuentes|fonti|bibliografia|referências|источники|"
        "литература|джерела|منابع|المصادر|المراجع|πηγές|kaynaklar|kaynakça|מקורות|출처|참고문헌|bronnen|źródła|来源|参考文献|出典"
    ),
}


def folded(heading: str) -> str:
    """A heading without its punctuation, invisible joiners included."""
    return re.sub(r"[\W_]+", " ", heading.replace("\u200c", "").casefold()).strip()


_KIND = {folded(name): kind for kind, names in _HEADINGS.items() for name in names.split("|")}


def kind_for_heading(heading: str) -> SectionKind | None:
    """The section that a heading in one of these languages opens."""
    return _KIND.get(folded(heading))
