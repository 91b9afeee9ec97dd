"""Headings in other languages of Europe, as plain data without accents."""

from __future__ import annotations

from churn_desktop.core.schema import Role
from churn_desktop.importing.vocabulary.words import listed

EUROPEAN: dict[Role, frozenset[str]] = {
    Role.CUSTOMER_ID: listed("""
        kundennummer, kunden nr, kundennr, kunde nr, kunden id, mitgliedsnummer,
        mitglieds nr, mitgliedsnr, mitgliednummer, vertragsnummer, n client,
        numero client, code client, no client, id client, n adherent, numero adherent,
        n socio, numero socio, numero de socio, n cliente, numero de cliente,
        numero cliente, codigo cliente, codigo de cliente, id cliente, codice cliente,
        numero tessera, klantnummer, lidnummer, klantnr, kundnummer, kundenummer
    """),
    Role.NAME: listed("""
        kunde, kundenname, firma, nachname, nom, nom du client, raison sociale, nombre,
        nombre del cliente, razon social, cliente, ragione sociale, nome, klant,
        klantnaam, naam
    """),
    Role.START: listed("""
        eintrittsdatum, eintritt, beitrittsdatum, beitritt, vertragsbeginn, beginn,
        startdatum, beginndatum, laufzeitbeginn, mitglied seit, kunde seit,
        mietbeginn, versicherungsbeginn, date d adhesion, date adhesion, date de debut,
        date debut, date d inscription, date inscription, date d entree, debut,
        debut du contrat, debut contrat, fecha de alta, fecha alta, fecha de inicio,
        fecha inicio, fecha de ingreso, inicio contrato, data de inicio, data inicio,
        data de adesao, data inizio, data iscrizione, data attivazione, startdatum,
        ingangsdatum, begindatum, inschrijfdatum, lid sinds
    """),
    Role.END: listed("""
        austrittsdatum, austritt, vertragsende, enddatum, ende, kundigungsdatum,
        gekundigt am, kundigung zum, kundigung, abmeldedatum, laufzeitende, mietende,
        date de resiliation, date resiliation, date de fin, date fin, date de depart,
        date de sortie, date sortie, fin du contrat, fin contrat, resiliation,
        fecha de baja, fecha baja, fecha de fin, fecha fin, fecha de cancelacion,
        fecha de salida, baja, fin contrato, data de fim, data fim,
        data de cancelamento, data cancelamento, data fine, data disdetta,
        data cessazione, einddatum, opzegdatum, uitschrijfdatum
    """),
    Role.FEE: listed("""
        monatsbeitrag, monatsgebuhr, monatspreis, monatlicher beitrag, mitgliedsbeitrag,
        beitrag, preis, betrag, monatsmiete, miete, cotisation mensuelle, cotisation,
        tarif mensuel, prix mensuel, montant mensuel, abonnement mensuel, loyer mensuel,
        cuota mensual, cuota, tarifa mensual, precio mensual, importe mensual,
        mensualidade, valor mensal, canone mensile, quota mensile, maandbedrag,
        contributie
    """),
    Role.BILLING_TERM: listed("""
        zahlweise, zahlungsweise, zahlungsintervall, zahlungsrhythmus, zahlungsperiode,
        abrechnungszeitraum, intervall, periodicite, frequence de paiement,
        periodicidad, frecuencia de pago, periodicita
    """),
    Role.REASON: listed("""
        kundigungsgrund, austrittsgrund, motif de resiliation, motif resiliation,
        motif de depart, motif, motivo de baja, motivo baja, motivo,
        motivo de cancelacion, motivo do cancelamento, motivo disdetta, opzegreden
    """),
    Role.STATUS: listed("""
        kundenstatus, vertragsstatus, mitgliedsstatus, statut, estado, stato, situacao
    """),
    Role.PLAN: listed("tarif, vertragsart, mitgliedschaft, formule, plan tarifario"),
    Role.REGION: listed("ort, stadt, bundesland, ville, ciudad, provincia, citta"),
}  # fmt: skip
"""For each role the headings that mean it, as lists of clubs and firms have them."""
