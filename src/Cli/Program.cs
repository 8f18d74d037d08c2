using Eegavi.Cli;

return await Tool.RunAsync(args).ConfigureAwait(false);
