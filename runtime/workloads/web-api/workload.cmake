# nlohmann's JSON; and page.html as a header, so that the program has it inside.
set(Headers nlohmann/json.hpp)
if(NOT HOLDFAST_HTTP)
  list(APPEND Missing "HOLDFAST_HTTP")
endif()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS web-api/page.html)
file(READ web-api/page.html Page)
configure_file(web-api/page.h.in web-api/page.h @ONLY)
add_library(holdfast_web_api_page INTERFACE)
target_include_directories(holdfast_web_api_page INTERFACE
  "${CMAKE_CURRENT_BINARY_DIR}/web-api")
list(APPEND Found holdfast_web_api_page)
