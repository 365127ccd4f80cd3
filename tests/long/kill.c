/* A thousand power cuts, while packs are installed, published and gone back from. */
#include "tests/unit/shelf_kill.h"

static void a_thousand_power_cuts(void **state) {
    (void)state;
    struct shelf_place *place = place_new();
    kill_often(place, 1000, 7);
    place_free(place);
}

int main(void) {
    setenv("TZ", "UTC", 1);
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_thousand_power_cuts)};
    return cmocka_run_group_tests_name("kill", tests, NULL, NULL);
}
