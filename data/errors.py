"""What can go wrong in the warehouse; every message says what was met and what to do next."""


class WarehouseError(Exception):
    """Base of all errors that the warehouse explains to a person."""


class MissingBucketError(WarehouseError):
    """The bucket of the lake does not exist."""


class CredentialsError(WarehouseError):
    """The object store refuses the credentials, or there are none."""


class UnreachableError(WarehouseError):
    """Nothing answers at the address of the object store."""


class UnknownVersionError(WarehouseError):
    """The lake has no such data version."""


class EmptyLakeError(WarehouseError):
    """The lake holds no answers yet."""


class LogFileError(WarehouseError):
    """A log file cannot be imported; nothing of it was written."""


class TurnError(WarehouseError):
    """Another writer of the same kind was faster: what was read before the write is out of date."""


class ClientDatabaseError(WarehouseError):
    """The client database cannot be read, or is not one."""
