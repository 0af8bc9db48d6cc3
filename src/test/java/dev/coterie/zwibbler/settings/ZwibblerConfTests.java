package dev.coterie.zwibbler.settings;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ZwibblerConfTests {

    @Test
    void linesAreKeysAndValuesWithSpaceAround() {
        ZwibblerConf conf = ZwibblerConf.parse("  ServerPort =  4000  \r\n\tDbUser=a b\t\nSecretPassword= x=y#z \n");

        assertThat(conf.last("ServerPort")).contains("4000");
        assertThat(conf.last("DbUser")).contains("a b");
        assertThat(conf.last("SecretPassword")).contains("x=y#z");
    }

    @Test
    void commentsAndLinesWithoutAValueAreIgnored() {
        ZwibblerConf conf = ZwibblerConf.parse("#ServerPort=1\n  # ServerPort=2\nServerPort\n=3\n\n");

        assertThat(conf.last("ServerPort")).isEmpty();
    }

    @Test
    void keysAreCaseSensitive() {
        assertThat(ZwibblerConf.parse("serverport=1").last("ServerPort")).isEmpty();
    }

    @Test
    void theLastOfSeveralCounts() {
        ZwibblerConf conf = ZwibblerConf.parse("DbServer=a\nDbServer=\nDbServer=b\nServerPort=1\nServerPort=2");

        assertThat(conf.all("DbServer")).containsExactly("a", "b");
        assertThat(conf.last("ServerPort")).contains("2");
    }

    @Test
    void fileOfAnEditorWithAByteOrderMarkIsRead() {
        assertThat(ZwibblerConf.parse("\uFEFFServerPort=1").last("ServerPort")).contains("1");
    }

    @Test
    void missingFileAndDirectoryAreTold(@TempDir Path directory) {
        assertThatThrownBy(() -> ZwibblerConf.read(directory + "/none.conf"))
                .isInstanceOf(ZwibblerConfException.class)
                .hasMessage("There is no file " + directory + "/none.conf (coterie.zwibbler.config-file).");
        assertThatThrownBy(() -> ZwibblerConf.read(directory.toString()))
                .isInstanceOf(ZwibblerConfException.class)
                .hasMessageContaining("cannot be read");
    }
}
