[assembly: Eegavi.ContractVersion("1.0")]
