package io.edict.spring.internal.reload;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Fifty types to bind, alike but for their prefixes. */
final class FiftyTypes {
    static final int COUNT = 50;

    private FiftyTypes() {}

    interface Type {
        int size();
    }

    @ConfigurationProperties("t0")
    record T0(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t1")
    record T1(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t2")
    record T2(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t3")
    record T3(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t4")
    record T4(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t5")
    record T5(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t6")
    record T6(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t7")
    record T7(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t8")
    record T8(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t9")
    record T9(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t10")
    record T10(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t11")
    record T11(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t12")
    record T12(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t13")
    record T13(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t14")
    record T14(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t15")
    record T15(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t16")
    record T16(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t17")
    record T17(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t18")
    record T18(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t19")
    record T19(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t20")
    record T20(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t21")
    record T21(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t22")
    record T22(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t23")
    record T23(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t24")
    record T24(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t25")
    record T25(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t26")
    record T26(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t27")
    record T27(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t28")
    record T28(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t29")
    record T29(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t30")
    record T30(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t31")
    record T31(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t32")
    record T32(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t33")
    record T33(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t34")
    record T34(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t35")
    record T35(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t36")
    record T36(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t37")
    record T37(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t38")
    record T38(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t39")
    record T39(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t40")
    record T40(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t41")
    record T41(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t42")
    record T42(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t43")
    record T43(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t44")
    record T44(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t45")
    record T45(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t46")
    record T46(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t47")
    record T47(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t48")
    record T48(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @ConfigurationProperties("t49")
    record T49(int size, String name, Duration pause, List<String> nodes, Map<String, Integer> weights)
            implements Type {}

    @EnableConfigurationProperties({
        T0.class, T1.class, T2.class, T3.class, T4.class, T5.class, T6.class, T7.class, T8.class, T9.class, T10.class,
        T11.class, T12.class, T13.class, T14.class, T15.class, T16.class, T17.class, T18.class, T19.class, T20.class,
        T21.class, T22.class, T23.class, T24.class, T25.class, T26.class, T27.class, T28.class, T29.class, T30.class,
        T31.class, T32.class, T33.class, T34.class, T35.class, T36.class, T37.class, T38.class, T39.class, T40.class,
        T41.class, T42.class, T43.class, T44.class, T45.class, T46.class, T47.class, T48.class, T49.class
    })
    static class All {}
}
