package dev.lastframe.app.cli;

import dev.lastframe.app.Services;
import dev.lastframe.app.recording.KeyService;
import dev.lastframe.core.keys.GlobalKeys;
import dev.lastframe.core.keys.KeysException;
import java.util.List;

/**
 * The keyboard of this session.
 *
 * @param services opens it
 */
record SystemKeys(Services services) implements KeyService {

    @Override
    public GlobalKeys open(List<GlobalKeys.Wish> wishes) throws KeysException {
        return services.globalKeys(wishes);
    }

    @Override
    public String program() {
        return System.getProperty(WindowStarter.PROGRAM, "");
    }
}
