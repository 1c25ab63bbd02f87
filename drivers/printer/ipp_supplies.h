/*
 * What a printer uses up, as it says by IPP: marker-names and marker-levels as most do,
 * or printer-supply (PWG 5100.13).
 */
#ifndef DRIVERS_PRINTER_IPP_SUPPLIES_H
#define DRIVERS_PRINTER_IPP_SUPPLIES_H

#include "receipt/printer.h"

#include <cups/cups.h>

/* Of an answer to Get-Printer-Attributes; what it does not say in either way is not there. */
void ipp_supplies(ipp_t *answer, struct printer_supplies *ret_supplies);

#endif
