namespace Eegavi;
