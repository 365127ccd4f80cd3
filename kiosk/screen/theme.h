/* How the kiosk looks: colours as 0xRRGGBB, sizes in millimetres. Text and its
 * ground differ by 7:1 at least, signs and rings by 3:1. */
#ifndef SCREEN_THEME_H
#define SCREEN_THEME_H

#include <stdint.h>

struct theme {
    struct {
        uint32_t paper;    /* the ground of everything */
        uint32_t card;     /* what can be touched or read */
        uint32_t edge;     /* a card's thin outline */
        uint32_t bar;      /* the ground of the bar */
        uint32_t ink;      /* text */
        uint32_t soft;     /* second, smaller text */
        uint32_t faded;    /* a control that does nothing here */
        uint32_t light;    /* text on a filled card */
        uint32_t indigo;   /* numerals, the way on */
        uint32_t red;      /* the call for a person */
        uint32_t lit;      /* ground of what is being spoken */
        uint32_t lit_ring; /* ring around it */
        uint32_t focus;    /* ring around where OK acts */
        uint32_t thread;   /* the thread of the progress beads */
    } colour;
    struct {
        double margin;  /* around the page */
        double gap;     /* between targets: never below 3 */
        double padding; /* inside a card */
        double radius;  /* of a card's corner */
        double ring;    /* thickness of the rings */
        double edge;    /* thickness of an outline */
        double depth;   /* how far a target's lower edge shows */
        double band;    /* height of the woven band on top */
        double bar;     /* height of the bar with its margins */
        double title;   /* lowest height of the header */
        double numeral; /* diameter of a numeral's disc */
        double bead;    /* diameter of a progress bead */
        double mark;    /* height of a mark */
        double slop;    /* a touch counts this far beyond the drawing */
    } mm;
    struct {
        double content; /* capital height of what has to be read: never below 7.3 */
        double note;    /* second text */
        double bar;     /* labels of the bar: never below 4.8 */
        double notice;  /* the line that explains the marks */
    } cap_mm;
};

/* The theme for a screen of this height: a small screen has less air. */
const struct theme *theme_for(double height_mm);

/* WCAG 2 contrast of two colours, 1 to 21. */
double theme_contrast(uint32_t a, uint32_t b);

/* `colour`, darkened as little as needed so that light text on it is 7:1. */
uint32_t theme_ground_for_light(uint32_t colour);

/* `share` of 256 of `a`, the rest of `b`. */
uint32_t theme_blend(uint32_t a, uint32_t b, unsigned share);

#endif
