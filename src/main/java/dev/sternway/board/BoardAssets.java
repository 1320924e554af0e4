package dev.sternway.board;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Style and scripts, all from here: a page at 3 a.m. needs no other server. */
@Configuration
class BoardAssets implements WebMvcConfigurer {
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/board/assets/**")
                .addResourceLocations(
                        "classpath:/dev/sternway/board/assets/", "classpath:/META-INF/resources/webjars/htmx.org/")
                .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)));
    }
}
