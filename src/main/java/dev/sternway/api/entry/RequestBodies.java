package dev.sternway.api.entry;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How bodies at /api are read: no list and no map with nothing in it. What Sternway itself has written down is read without this rule. */
@Configuration
class RequestBodies implements WebMvcConfigurer {
    private static final JsonSetter.Value NOTHING_INSIDE = JsonSetter.Value.forContentNulls(Nulls.FAIL);

    @Override
    public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
        for (HttpMessageConverter<?> converter : converters) {
            if (converter instanceof MappingJackson2HttpMessageConverter json) {
                ObjectMapper strict = json.getObjectMapper().copy().setDefaultSetterInfo(NOTHING_INSIDE);
                json.setObjectMapper(strict);
            }
        }
    }
}
