package io.tandem.routing.rep;

import io.tandem.contracts.Motion;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

@Converter
class MotionSetConverter implements AttributeConverter<Set<Motion>, String> {
    @Override
    public String convertToDatabaseColumn(Set<Motion> motions) {
        return new TreeSet<>(motions).stream().map(Motion::name).collect(Collectors.joining(","));
    }

    @Override
    public Set<Motion> convertToEntityAttribute(String stored) {
        return Arrays.stream(stored.split(",")).map(Motion::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
